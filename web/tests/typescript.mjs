// Lets `node --test` import our small TypeScript modules on Node 20, which cannot strip types itself.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
