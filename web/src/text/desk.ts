import { locale } from './locale.svelte.ts';
import { en } from './desk.en.ts';
import { vi, type DeskText } from './desk.vi.ts';

export const deskText = (): DeskText => (locale.lang === 'en' ? en : vi);
