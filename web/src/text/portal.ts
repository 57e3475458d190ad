import { locale } from './locale.svelte.ts';
import { en } from './portal.en.ts';
import { vi, type PortalText } from './portal.vi.ts';

export const portalText = (): PortalText => (locale.lang === 'en' ? en : vi);
