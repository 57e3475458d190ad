// After the build: the first two fonts are fetched with the page, and the marks the server fills are there.
import { readFileSync, writeFileSync, rmSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const build = fileURLToPath(new URL('../build/', import.meta.url));
const fonts = readdirSync(`${build}_app/immutable/assets`).filter((name) => /^bvp-(400|700)\.[^.]+\.woff2$/.test(name));
if (fonts.length !== 2) throw new Error(`Expected two fonts to preload, found ${fonts.length}`);

const links = fonts
	.map((name) => `<link rel="preload" href="/_app/immutable/assets/${name}" as="font" type="font/woff2" crossorigin />`)
	.join('\n\t\t');

const page = `${build}200.html`;
const html = readFileSync(page, 'utf8');
if (!/<link [^>]*rel="stylesheet"/.test(html)) throw new Error('200.html links no stylesheet: the visible content would be naked');
if (!html.includes('</head>') || !html.includes('<!--content-->') || !html.includes('<!--seo:start-->')) {
	throw new Error('200.html lacks the marks that the server fills');
}
writeFileSync(page, html.replace('</head>', `\t${links}\n\t</head>`));
// The server changes this page at every answer: a compressed copy would be stale.
for (const end of ['.br', '.gz']) rmSync(`${page}${end}`, { force: true });
