// After the build: puts the global stylesheet and the first font into the shell.
// Kit's fallback page names no stylesheet (it knows no route), so without this the server's visible content
// would be shown naked until the JavaScript has arrived.
import { readFileSync, writeFileSync, rmSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const build = fileURLToPath(new URL('../build/', import.meta.url));
const manifest = JSON.parse(
	readFileSync(new URL('../.svelte-kit/output/client/.vite/manifest.json', import.meta.url), 'utf8')
);

const layout = manifest['.svelte-kit/generated/client-optimized/nodes/0.js'];
if (!layout?.css?.length) throw new Error('The root layout has no stylesheet: has the build layout of Kit changed?');

const fonts = readdirSync(`${build}_app/immutable/assets`).filter((name) => /^bvp-(400|700)\.[^.]+\.woff2$/.test(name));
if (fonts.length !== 2) throw new Error(`Expected two fonts to preload, found ${fonts.length}`);

const links = [
	...layout.css.map((file) => `<link rel="stylesheet" href="/${file}" />`),
	...fonts.map((name) => `<link rel="preload" href="/_app/immutable/assets/${name}" as="font" type="font/woff2" crossorigin />`)
].join('\n\t\t');

const page = `${build}200.html`;
const html = readFileSync(page, 'utf8');
if (!html.includes('</head>') || !html.includes('<!--content-->') || !html.includes('<!--seo:start-->')) {
	throw new Error('200.html lacks the marks that the server fills');
}
writeFileSync(page, html.replace('</head>', `${links}\n\t</head>`));
// The server changes this page at every answer: a compressed copy would be stale.
for (const end of ['.br', '.gz']) rmSync(`${page}${end}`, { force: true });
