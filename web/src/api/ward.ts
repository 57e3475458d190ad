// The ward itself, for anyone: units, officials, the leaders' week, opening hours, the boundary, topics and life events.
import { call, newClient } from './http.ts';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Unit = Schemas['PublicUnit'];
export type Official = Schemas['Official'];
export type Week = Schemas['ScheduleOfWeek'];
export type OpeningDay = Schemas['OpeningDay'];
export type Boundary = Omit<Schemas['Boundary'], 'features'> & { features: { geometry: { coordinates: [number, number][][][] } }[] };
export type CollectionSummary = Schemas['CollectionSummary'];
export type Collection = Schemas['Collection'];

const client = newClient();

export const getUnits = async () => (await call(client.GET('/api/v1/units'))).data.data as Unit[];
export const getOfficials = async () => (await call(client.GET('/api/v1/officials'))).data.data as Official[];
export const getWeek = async (week?: string) => (await call(client.GET('/api/v1/schedule', { params: { query: week ? { week } : {} } }))).data as Week;
export const getOpeningHours = async () => (await call(client.GET('/api/v1/opening-hours'))).data.data as OpeningDay[];
export const getBoundary = async () => (await call(client.GET('/api/v1/boundary'))).data as unknown as Boundary;
export const getTopics = async () => (await call(client.GET('/api/v1/topics'))).data.data as CollectionSummary[];
export const getTopic = async (slug: string) => (await call(client.GET('/api/v1/topics/{slug}', { params: { path: { slug } } }))).data as Collection;
export const getLifeEvents = async () => (await call(client.GET('/api/v1/life-events'))).data.data as CollectionSummary[];
export const getLifeEvent = async (slug: string) => (await call(client.GET('/api/v1/life-events/{slug}', { params: { path: { slug } } }))).data as Collection;
export const getTags = async (q: string) => (await call(client.GET('/api/v1/tags', { params: { query: { q } } }))).data.data as { slug: string; name: string }[];
