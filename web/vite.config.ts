import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [sveltekit()],
	build: {
		// Old Android phones are the ward's most common reader.
		target: ['chrome87', 'safari14'],
		cssTarget: ['chrome87', 'safari14'],
		assetsInlineLimit: 0
	},
	server: { proxy: { '/api': process.env.API_URL ?? 'http://127.0.0.1:8080' } }
});
