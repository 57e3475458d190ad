/** A file on its way; `media` is its id once it is there. `hopeless`: another try would be refused the same. */
export type Sending = { key: number; file: File; url: string; sent: number; started: boolean; waiting: boolean; media: string; failed: string; hopeless: boolean; gone: boolean };

export const underWay = (files: Sending[]): boolean => files.some((one) => !one.media && !one.failed);
export const arrived = (files: Sending[]): string[] => files.filter((one) => one.media).map((one) => one.media);
