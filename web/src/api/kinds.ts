// The kinds of information: what each asks for, and those that the ward defined itself.
import { call } from './http.ts';
import { signedClient as client } from './session.svelte.ts';
import type { components } from './schema';

export type Kind = components['schemas']['KindOfInformation'];
export type KindField = Omit<components['schemas']['KindField'], 'columns'> & { columns?: KindField[] };
export type Definition = components['schemas']['KindDefinition'];
export type DefinitionRequest = components['schemas']['DefinitionRequest'];

export const listKinds = async (): Promise<Kind[]> => (await call(client.GET('/api/v1/kinds'))).data.data as Kind[];

export const listDefinitions = async (): Promise<Definition[]> =>
	(await call(client.GET('/api/v1/desk/kind-definitions'))).data.data as Definition[];

export const defineKind = async (body: DefinitionRequest): Promise<Definition> =>
	(await call(client.POST('/api/v1/desk/kind-definitions', { body }))).data as Definition;

export const redefineKind = async (id: string, version: number, body: DefinitionRequest): Promise<Definition> =>
	(await call(client.PUT('/api/v1/desk/kind-definitions/{id}', { params: { path: { id }, header: { 'If-Match': `"v${version}"` } }, body }))).data as Definition;
