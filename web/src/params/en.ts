export const match = (value: string): value is 'en' => value === 'en';
