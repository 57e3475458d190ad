import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		// One shell for every path: the Rust server puts title, content and status code into it.
		adapter: adapter({ fallback: '200.html', precompress: true }),
		paths: { relative: false },
		// A fixed name, so that the same sources give the same bytes on every machine.
		version: { name: version },
		prerender: { entries: [] },
		typescript: {
			config: (config) => {
				config.include.push('../tests/**/*.js', '../scripts/**/*.mjs');
				return config;
			}
		}
	}
};
