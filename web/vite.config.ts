import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Kit hides its announcer with a style attribute, which our policy refuses (`style-src 'self'`). It gets its rules from
 * `base.css` instead; should Kit change the line, the build stops here rather than on a reader's console.
 */
function announcerWithoutStyle(): Plugin {
	return {
		name: 'announcer-without-style',
		enforce: 'pre',
		transform(code, id) {
			if (!id.endsWith('/generated/root.svelte')) return;
			const mended = code.replace(/(id="svelte-announcer"[^>]*?) style="[^"]*"/, '$1');
			if (mended === code) throw new Error('svelte-announcer is not where it was: look at the root of Kit again');
			return mended;
		}
	};
}

export default defineConfig(({ isSsrBuild }) => ({
	plugins: [announcerWithoutStyle(), sveltekit()],
	build: {
		// Old Android phones are the ward's most common reader. (The server half of the build runs on Node only.)
		target: isSsrBuild ? 'node20' : ['chrome87', 'safari14'],
		cssTarget: ['chrome87', 'safari14'],
		assetsInlineLimit: 0
	},
	server: { proxy: { '/api': process.env.API_URL ?? 'http://127.0.0.1:8080' } }
}));
