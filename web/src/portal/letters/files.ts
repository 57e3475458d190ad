import type { SentFile } from '#api/letters.ts';

/** A file on its way; `there` once it is whole. `hopeless`: another try would be refused the same. */
export type Sending = { key: number; file: File; url: string; sent: number; started: boolean; waiting: boolean; there: SentFile | null; failed: string; hopeless: boolean; gone: boolean };

export const underWay = (files: Sending[]): boolean => files.some((one) => !one.there && !one.failed);
export const arrived = (files: Sending[]): SentFile[] => files.flatMap((one) => (one.there ? [one.there] : []));
