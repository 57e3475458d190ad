import { english } from './english.svelte.ts';
import { vi, type PortalText } from './portal.vi.ts';

export const portalText = (): PortalText => english()?.portal ?? vi;
