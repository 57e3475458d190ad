// What the server writes into every page before a script runs: valid HTML, Dublin Core, canonical and alternate addresses, the
// right status, and JSON-LD in the shape of schema.org with what each type needs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { BASE_URL } from './browser.js';
import { api } from './helpers.js';

const table = JSON.parse(readFileSync(new URL('../src/route-table.json', import.meta.url), 'utf8'));
const validator = new HtmlValidate({
	root: true,
	extends: ['html-validate:standard'],
	rules: {
		// Matters of taste that the standard leaves open, and what the compiler of the app writes in its own way.
		'no-trailing-whitespace': 'off', 'doctype-style': 'off', 'void-style': 'off', 'attr-quotes': 'off', 'no-inline-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'no-raw-characters': 'off'
	}
});
const faultsOf = async (html) => {
	const report = await validator.validateString(html);
	return report.results.flatMap((one) => one.messages.map((m) => `${m.ruleId}: ${m.message} (${m.line}:${m.column})`));
};

/** Of each type of schema.org that we use: the members it cannot do without, and those it may have beside them. */
const TEXT = { needs: ['headline', 'mainEntityOfPage', 'author', 'publisher', 'datePublished', 'dateModified'], may: ['about', 'associatedMedia', 'audience', 'isBasedOn', 'contentLocation', 'expires', 'abstract', 'identifier', 'additionalType', 'sourceOrganization', 'dateCreated', 'temporalCoverage', 'text'] };
const THING = { needs: ['name', 'provider'], may: ['identifier'] };
const TYPES = {
	WebSite: { needs: ['name', 'url', 'publisher', 'potentialAction'], may: ['alternateName'] },
	CollectionPage: { needs: ['name', 'url', 'isPartOf', 'publisher'], may: ['mainEntity'] },
	SearchResultsPage: { needs: ['name', 'url', 'isPartOf', 'publisher'], may: [] },
	WebPage: { needs: ['url'], may: [...TEXT.needs, ...TEXT.may, 'name', 'isPartOf', 'publisher', 'hasPart', 'lastReviewed'] },
	NewsArticle: TEXT, Article: TEXT, DigitalDocument: TEXT, Report: { needs: TEXT.needs, may: [...TEXT.may, 'reportNumber'] },
	Legislation: { needs: [...TEXT.needs, 'legislationIdentifier', 'legislationPassedBy', 'legislationDate'], may: [...TEXT.may, 'legislationType', 'legislationDateVersion'] },
	SpecialAnnouncement: { needs: [...TEXT.needs, 'datePosted'], may: TEXT.may },
	GovernmentService: { needs: ['name', 'provider'], may: ['identifier', 'serviceType', 'availableChannel', 'audience', 'serviceOutput', 'areaServed', 'hoursAvailable', 'description', 'termsOfService'] },
	Dataset: { needs: ['name', 'description', 'distribution', 'variableMeasured'], may: ['provider', 'temporalCoverage', 'measurementTechnique', 'isAccessibleForFree', 'creator', 'license'] },
	Project: { needs: ['name'], may: ['provider', 'description', 'location', 'foundingDate', 'dissolutionDate', 'funder', 'funding', 'parentOrganization', 'identifier', 'sponsor', 'keywords', 'areaServed'] },
	ImageGallery: { needs: [...TEXT.needs], may: [...TEXT.may, 'name', 'provider', 'contentLocation', 'associatedMedia'] },
	VideoObject: { needs: ['name', 'description', 'uploadDate'], may: ['provider', 'contentUrl', 'embedUrl', 'thumbnailUrl', 'duration', 'transcript', 'caption', 'publisher'] },
	AudioObject: { needs: ['name', 'description'], may: ['provider', 'contentUrl', 'duration', 'transcript', 'uploadDate', 'publisher', 'embedUrl', 'caption'] },
	ImageObject: { needs: [...TEXT.needs, 'contentUrl'], may: [...TEXT.may, 'provider', 'description', 'caption', 'creditText', 'publisher', 'text', 'sourceOrganization', 'width', 'height', 'uploadDate'] },
	ProfilePage: { needs: ['mainEntity'], may: [...TEXT.needs, ...TEXT.may, 'name', 'provider'] },
	QAPage: { needs: ['mainEntity'], may: ['name', 'provider'] },
	GovernmentOffice: { needs: ['name'], may: ['provider', 'address', 'telephone', 'email', 'openingHours', 'parentOrganization', 'areaServed', 'description', 'department', 'faxNumber', 'contactPoint'] }
};
const COMMON = ['@context', '@type', 'description', 'inLanguage', 'url', 'image', 'publisher', 'creator'];
const DATES = /^(date|upload|expires|legislationDate)/;

function checkLinked(data, where) {
	assert.equal(data['@context'], 'https://schema.org', where);
	const type = TYPES[data['@type']];
	assert.ok(type, `${where}: ${data['@type']} is no type of the table`);
	for (const name of type.needs) assert.ok(data[name] !== undefined && data[name] !== '', `${where}: ${data['@type']} lacks ${name}`);
	const known = new Set([...COMMON, ...type.needs, ...type.may]);
	for (const name of Object.keys(data)) assert.ok(known.has(name), `${where}: ${data['@type']} has no ${name}`);
	walk(data, (name, value, holder) => {
		assert.notEqual(value, null, `${where}: ${name} is null`);
		assert.notEqual(value, '', `${where}: ${name} is empty`);
		// Things in things say what they are; addresses are whole.
		if (value && typeof value === 'object' && !Array.isArray(value)) assert.match(String(value['@type']), /^[A-Z][A-Za-z]+$/, `${where}: ${name} has no type`);
		if (['url', 'contentUrl', 'urlTemplate', 'mainEntityOfPage', 'thumbnailUrl'].includes(name) && typeof value === 'string') assert.match(value, /^https?:\/\//, `${where}: ${name}`);
		if (DATES.test(name) && typeof value === 'string') assert.ok(!Number.isNaN(Date.parse(value)), `${where}: ${name} is no date: ${value}`);
		assert.ok(!String(typeof value === 'string' ? value : '').includes('{file:') && !String(typeof value === 'string' ? value : '').includes('{media:'), `${where}: ${name} was not filled`);
		void holder;
	});
}
function walk(value, visit) {
	for (const [name, member] of Object.entries(value)) {
		if (Array.isArray(member)) {
			for (const one of member) {
				visit(name, one, value);
				if (one && typeof one === 'object') walk(one, visit);
			}
		} else {
			visit(name, member, value);
			if (member && typeof member === 'object') walk(member, visit);
		}
	}
}

const unescape = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const metas = (html, name) => [...html.matchAll(new RegExp(`<meta[^>]*name="${name}"[^>]*content="([^"]*)"`, 'g'))].map((m) => unescape(m[1]));
const MANDATORY = ['title', 'creator', 'date', 'description', 'publisher', 'identifier'];

async function page(path) {
	const answer = await fetch(BASE_URL + path, { redirect: 'manual', headers: { Accept: 'text/html' } });
	return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

/** Everything that holds of every public page. */
async function checkPage(path) {
	const { status, html } = await page(path);
	assert.equal(status, 200, path);
	assert.deepEqual(await faultsOf(html), [], `${path} is no valid HTML`);
	assert.equal((html.match(/<title/g) ?? []).length, 1, `${path}: one title`);
	assert.equal((html.match(/<h1[ >]/g) ?? []).length, 1, `${path}: one first heading`);
	for (const name of MANDATORY) {
		const [value, ...more] = metas(html, `DC.${name}`);
		assert.ok(value?.trim(), `${path}: DC.${name} is empty`);
		assert.equal(more.length, 0, `${path}: DC.${name} twice`);
	}
	const canonical = /<link[^>]*rel="canonical"[^>]*href="([^"]+)"/.exec(html)?.[1];
	assert.ok(canonical?.startsWith('http'), `${path}: no canonical address`);
	assert.equal(decodeURI(new URL(unescape(canonical)).pathname), decodeURI(new URL(BASE_URL + path).pathname), `${path}: canonical`);
	assert.ok(html.includes('property="og:title"') && html.includes('property="og:url"'), `${path}: Open Graph`);
	const linked = [...html.matchAll(/<script[^>]*type="application\/ld\+json"[^>]*>([^<]*)<\/script>/g)];
	assert.equal(linked.length, 1, `${path}: JSON-LD`);
	const data = JSON.parse(linked[0][1]);
	checkLinked(data, path);
	return { html, data };
}

test('controls: the validator and the check of JSON-LD find what is wrong', async () => {
	assert.ok((await faultsOf('<!DOCTYPE html><html lang="vi"><head><title>a</title></head><body><p><div></p><img src="a.png"></body></html>')).length >= 2);
	const right = { '@context': 'https://schema.org', '@type': 'Dataset', name: 'a', description: 'b', distribution: [{ '@type': 'DataDownload', contentUrl: 'https://a.vn' }], variableMeasured: [] };
	checkLinked(right, 'control');
	for (const wrong of [{ '@type': 'Dataset2' }, { name: undefined }, { distribution: [{ contentUrl: '/a' }] }, { colour: 'red' }, { description: null }])
		assert.throws(() => checkLinked({ ...right, ...wrong }, 'control'), JSON.stringify(wrong));
});

test('home, lists, sections, search and the statement', async (t) => {
	const { body } = await api('/api/v1/publications?limit=1');
	const paths = ['/', '/en', '/tro-nang', '/en/tro-nang', `/chuyen-muc/${body.data[0].section.slug}`, `/en/chuyen-muc/${body.data[0].section.slug}`, '/tim-kiem', '/tim-kiem?q=phuong', '/en/tim-kiem?q=moi+truong'];
	for (const word of Object.values(table.kinds)) paths.push(`/${word}`, `/en/${word}`);
	for (const path of paths) {
		await t.test(path, async () => {
			const { html } = await checkPage(path);
			for (const lang of ['vi', 'en', 'x-default']) assert.ok(html.includes(`hreflang="${lang}"`), `${path}: hreflang ${lang}`);
			assert.equal(html.includes('<html lang="en"'), path.startsWith('/en'), path);
			assert.equal(metas(html, 'robots').includes('noindex'), path.includes('tim-kiem'), `${path}: robots`);
		});
	}
});

test('a page of every kind', async (t) => {
	const { body } = await api('/api/v1/publications?limit=100');
	const { body: urgent } = await api('/api/v1/urgent');
	for (const kind of Object.keys(table.kinds)) {
		const one = body.data.find((other) => other.kind === kind);
		await t.test(kind, async () => {
			assert.ok(one, `the demo has nothing of ${kind}`);
			const { html, data } = await checkPage(one.path);
			assert.ok(html.includes('Theo Cổng thông tin điện tử phường Thành Đông'), 'the line of attribution');
			if (TYPES[data['@type']].needs.includes('headline')) assert.equal(data.headline, one.title);
		});
	}
	for (const one of urgent.data) await t.test(one.title, () => checkPage(one.path).then(({ html }) => assert.ok(html.includes('urgent-band'))));
});

test('statuses: moved, gone, never there, and what may be asked', async () => {
	const { body } = await api('/api/v1/publications?kind=article&limit=1');
	const [{ path }] = body.data;
	const slash = await page(`${path}/`);
	assert.equal(slash.status, 301);
	assert.equal(new URL(slash.headers.get('location'), BASE_URL).pathname, path);
	for (const lost of ['/tin-bai/khong-co-000000', '/khong-co-trang-nay', '/en/khong-co', '/chuyen-muc/khong-co']) {
		const { status, html } = await page(lost);
		assert.equal(status, 404, lost);
		assert.deepEqual(await faultsOf(html), [], lost);
		assert.ok(metas(html, 'robots').includes('noindex') && !html.includes('rel="canonical"'), lost);
	}
	const gone = (await api('/api/v1/changes?limit=100')).body.data.find((one) => one.type === 'withdrawn');
	const tombstone = await page(gone.path);
	assert.equal(tombstone.status, 410);
	assert.ok(tombstone.html.includes('Nhầm tệp'), 'the reason');
	assert.deepEqual(await faultsOf(tombstone.html), []);
	for (const known of ['/', path, '/tin-bai', '/tim-kiem', '/api/v1/documents']) {
		const head = await fetch(BASE_URL + known, { method: 'HEAD' });
		assert.equal(head.status, 200, `HEAD ${known}`);
		assert.equal((await head.text()).length, 0);
		for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
			const refused = await fetch(BASE_URL + known, { method });
			assert.equal(refused.status, 405, `${method} ${known}`);
			assert.equal(refused.headers.get('allow'), 'GET, HEAD, OPTIONS', `${method} ${known}`);
		}
	}
	const robots = (await api('/robots.txt')).body;
	assert.match(robots, /Sitemap: http.*\/sitemap\.xml/);
	assert.match(robots, /Disallow: \/ban-lam-viec/);
	const map = (await api('/sitemap.xml')).body;
	const places = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map((m) => new URL(m[1]).pathname);
	assert.equal(new Set(places).size, places.length, 'every address once');
	assert.ok(places.includes('/') && places.includes(path) && !places.includes(gone.path));
	assert.ok([...map.matchAll(/<lastmod>([^<]*)<\/lastmod>/g)].every((m) => !Number.isNaN(Date.parse(m[1]))));
	assert.ok(!map.includes('ban-lam-viec'));
});

test('feeds are what they say', async () => {
	const { body: feed } = await api('/feeds/all.json');
	assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
	for (const item of feed.items) {
		assert.ok(item.id && item.url.startsWith('http') && item.title && item.content_html, item.id);
		assert.equal(item._cong.attribution, 'Theo Cổng thông tin điện tử phường Thành Đông');
		assert.ok(item.content_html.includes(item._cong.attribution));
	}
});
