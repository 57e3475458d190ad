// What a citizen's first visit costs, counted from the build: JavaScript of the home page ≤ 60 KB, everything but
// photographs ≤ 150 KB, fonts ≤ 40 KB (compressed); and nothing of the desk in any public chunk.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const kit = fileURLToPath(new URL('../.svelte-kit/', import.meta.url));
const build = fileURLToPath(new URL('../build/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${kit}output/client/.vite/manifest.json`, 'utf8'));
const app = readFileSync(`${kit}generated/client-optimized/app.js`, 'utf8');

/** The nodes of a route, as Kit's own dictionary has them: page, layouts, error pages; 0 and 1 are the root's. */
function nodesOf(route) {
	const line = app.split('\n').find((one) => one.includes(`"${route}": [`));
	if (!line) throw new Error(`route ${route} is not in the dictionary of Kit`);
	return [...new Set([0, 1, ...[...line.slice(line.indexOf('": [') + 3).matchAll(/\d+/g)].map((match) => Number(match[0]))])];
}

const entry = (end) => Object.keys(manifest).find((key) => key.endsWith(end)) ?? fail(`no ${end} in the manifest`);
function fail(why) {
	throw new Error(why);
}

function closure(roots) {
	const js = new Set();
	const css = new Set();
	const visit = (key) => {
		const chunk = manifest[key];
		if (js.has(chunk.file)) return;
		js.add(chunk.file);
		for (const file of chunk.css ?? []) css.add(file);
		for (const next of chunk.imports ?? []) visit(next);
	};
	roots.forEach(visit);
	return { js: [...js], css: [...css] };
}

const roots = (route) => [
	entry('client/entry.js'), entry('client-optimized/app.js'),
	...nodesOf(route).map((n) => entry(`client-optimized/nodes/${n}.js`))
];
const sizes = (files) =>
	files.reduce(
		(sum, file) => {
			const bytes = readFileSync(build + file);
			return { brotli: sum.brotli + brotliCompressSync(bytes).length, gzip: sum.gzip + gzipSync(bytes).length };
		},
		{ brotli: 0, gzip: 0 }
	);
const kb = (n) => `${(n / 1024).toFixed(1)} KB`;

const problems = [];
const home = closure(roots('/(public)/[[lang=en]]'));
const js = sizes(home.js);
js.brotli += brotliCompressSync(readFileSync(`${build}theme.js`)).length;
js.gzip += gzipSync(readFileSync(`${build}theme.js`)).length;
const css = sizes(home.css);
// Woff2 is compressed already.
const fontFiles = Object.values(manifest).flatMap((chunk) => chunk.assets ?? []).filter((file) => /bvp-(400|600|700)\./.test(file));
const fonts = [...new Set(fontFiles)].reduce((sum, file) => sum + readFileSync(build + file).length, 0);
const page = brotliCompressSync(readFileSync(`${build}200.html`)).length;
const all = js.brotli + css.brotli + fonts + page;

console.log(`home: JavaScript ${kb(js.brotli)} brotli (${kb(js.gzip)} gzip) in ${home.js.length + 1} files; styles ${kb(css.brotli)}; fonts ${kb(fonts)}; page ${kb(page)}; together ${kb(all)}`);
if (js.gzip > 60 * 1024) problems.push(`JavaScript of the home page is ${kb(js.gzip)} gzip, more than 60 KB`);
if (all > 150 * 1024) problems.push(`the first visit is ${kb(all)}, more than 150 KB`);
if (fonts > 40 * 1024) problems.push(`fonts are ${kb(fonts)}, more than 40 KB`);

const routes = [...app.matchAll(/"(\/\(public\)[^"]*)": \[/g)].map((match) => match[1]);
if (routes.length < 5) problems.push('the public routes were not found');
const STAFF = ['ProseMirror', '/api/v1/desk', '/api/v1/auth', '/api/v1/moderation'];
for (const route of routes) {
	for (const file of closure(roots(route)).js) {
		const text = readFileSync(build + file, 'utf8');
		for (const word of STAFF) if (text.includes(word)) problems.push(`${route} loads ${file}, which speaks of ${word}`);
	}
}
// The control: the editor's own page must be found to carry what no public one may.
const editor = closure([entry('desk/editor/EditorPage.svelte')]).js.map((file) => readFileSync(build + file, 'utf8')).join('');
if (!editor.includes('/api/v1/desk')) problems.push('the search for staff code finds none at the desk: it proves nothing');

for (const problem of problems) console.error(`✗ ${problem}`);
process.exitCode = problems.length ? 1 : 0;
