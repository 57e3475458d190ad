// The client is generated from ../openapi/openapi.json and committed: fails when the two have parted.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const contract = new URL('../../openapi/openapi.json', import.meta.url);
const kept = readFileSync(fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url)), 'utf8');
const fresh = COMMENT_HEADER + astToString(await openapiTS(contract));
const plain = (text) => text.replace(/\r\n/g, '\n').trim();
if (plain(kept) !== plain(fresh)) {
	console.error('src/api/schema.d.ts is not what openapi/openapi.json says: run `npm run generate` and commit the result.');
	process.exitCode = 1;
} else console.log('The client is as fresh as the contract.');
