// What may be asked without signing in: to publish, and to take up an invitation.
import type { components } from './schema';
import { call, newClient } from './http.ts';

type Schemas = components['schemas'];
export type Invitation = Schemas['InvitationView'];

const open = newClient();

export const lookAtInvitation = async (token: string) => (await call(open.POST('/api/v1/invitations/look', { body: { token } }))).data as Invitation;
export const acceptInvitation = (token: string, password: string) => call(open.POST('/api/v1/invitations/accept', { body: { token, password } }));
export const askToPublish = async (body: unknown) => (await call(open.POST('/api/v1/participants', { body: body as never }))).data as Schemas['Asked'];
