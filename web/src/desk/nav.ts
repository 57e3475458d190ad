// The places of the desk: who sees which, and under which preset. Everything that is not daily work stands in the menu.
import { session } from '#api/session.svelte.ts';
import type { Me } from '#api/types.ts';
import { navText } from '#text/nav.ts';
import type { IconName } from '#ui/Icon.svelte';
import { DESK } from './paths.ts';

type Permission = Me['permissions'][number];
type Word = keyof ReturnType<typeof navText>['places'];
export type Place = { href: string; text: string; icon: IconName };
export type Group = { key: string; text: string; places: Place[] };
/** `needs`: one of these permissions; none means everybody. `from`: the smallest preset that shows it. */
type Entry = { path: string; word: Word; icon: IconName; needs?: Permission[]; from?: 'regulation' | 'full' };

const DAILY: Entry[] = [
	{ path: '', word: 'home', icon: 'home' },
	{ path: '/viec', word: 'tasks', icon: 'inbox', needs: ['field_review', 'board_approve', 'item_send_up'] },
	{ path: '/noi-dung', word: 'items', icon: 'list' },
	{ path: '/thu', word: 'letters', icon: 'quote', needs: ['letter_intake', 'letter_answer', 'letter_approve'] },
	{ path: '/viet', word: 'write', icon: 'pen', needs: ['item_write'] }
];

const MENU: { key: 'time' | 'urgent' | 'citizens' | 'plan' | 'people' | 'house'; entries: Entry[] }[] = [
	{
		key: 'time',
		entries: [
			{ path: '/thoi-han', word: 'clocks', icon: 'clock', needs: ['clock_read', 'clock_manage'] },
			{ path: '/so-van-ban', word: 'register', icon: 'doc', needs: ['register_write', 'item_read_submitted', 'clock_manage', 'clock_read'] },
			{ path: '/su-kien', word: 'events', icon: 'list', needs: ['event_write', 'clock_manage'] },
			{ path: '/ra-soat', word: 'reviews', icon: 'ok', needs: ['item_write', 'item_read_submitted'] },
			{ path: '/thoi-han/tinh', word: 'calculator', icon: 'numbers', needs: ['clock_read', 'clock_manage'] },
			{ path: '/thoi-han/lich', word: 'calendars', icon: 'table', needs: ['clock_manage'] },
			{ path: '/thoi-han/quy-tac', word: 'rules', icon: 'quote', needs: ['clock_manage'] }
		]
	},
	{
		key: 'urgent',
		entries: [
			{ path: '/tin-khan', word: 'urgent', icon: 'alert', needs: ['urgent_publish', 'urgent_manage'] },
			{ path: '/lich-truc', word: 'roster', icon: 'user', needs: ['urgent_publish', 'urgent_manage'] }
		]
	},
	{
		key: 'citizens',
		entries: [
			{ path: '/lay-y-kien', word: 'consultations', icon: 'inbox', needs: ['item_send_up', 'board_approve', 'event_write'] },
			{ path: '/bao-vi-pham', word: 'violations', icon: 'alert', needs: ['item_withdraw'] },
			{ path: '/hai-long', word: 'ratings', icon: 'table', needs: ['item_read_submitted'] }
		]
	},
	{
		key: 'plan',
		entries: [
			{ path: '/dinh-huong', word: 'orientation', icon: 'info', from: 'regulation' },
			{ path: '/ke-hoach', word: 'plans', icon: 'list', needs: ['item_write', 'plan_manage', 'item_read_submitted', 'item_read_decided'], from: 'full' }
		]
	},
	{
		key: 'people',
		entries: [
			{ path: '/phan-cong', word: 'assignments', icon: 'swap', needs: ['role_assign', 'cover_set', 'user_manage'] },
			{ path: '/nguoi-dung', word: 'users', icon: 'user', needs: ['user_manage', 'role_assign'] },
			{ path: '/cong-tac-vien', word: 'contributors', icon: 'user', needs: ['role_assign', 'item_read_submitted'], from: 'regulation' },
			{ path: '/dang-ky', word: 'participants', icon: 'inbox', needs: ['role_assign', 'field_review'] }
		]
	},
	{
		key: 'house',
		entries: [
			{ path: '/chuyen-muc', word: 'sections', icon: 'list', needs: ['section_propose', 'board_approve'] },
			{ path: '/bo-cuc', word: 'layout', icon: 'table', needs: ['section_propose', 'board_approve'] },
			{ path: '/phan-luong', word: 'routing', icon: 'swap', needs: ['routing_manage'] },
			{ path: '/danh-sach-tu', word: 'lists', icon: 'quote', needs: ['routing_manage'] },
			{ path: '/mau-thu', word: 'messages', icon: 'bell', needs: ['routing_manage'] },
			{ path: '/lien-ket', word: 'links', icon: 'link', needs: ['item_read_submitted', 'item_edit_submitted'] },
			{ path: '/nhap-du-lieu', word: 'imports', icon: 'table', needs: ['item_write'] },
			{ path: '/nhat-ky', word: 'audit', icon: 'history', needs: ['audit_read'] },
			{ path: '/mo-cong', word: 'opening', icon: 'ok', needs: ['site_manage'] },
			{ path: '/loai-noi-dung', word: 'kinds', icon: 'list', needs: ['site_manage'] },
			{ path: '/thu/luu-giu', word: 'letterRules', icon: 'lock', needs: ['site_manage'] },
			{ path: '/cai-dat', word: 'settings', icon: 'table', needs: ['site_manage'] }
		]
	}
];

const SIZE: Record<string, number> = { compact: 0, regulation: 1, full: 2, city: 2 };

function open(entry: Entry): Place[] {
	const me = session.me;
	const preset = SIZE[(me as { preset?: string } | null)?.preset ?? 'full'] ?? 2;
	if (entry.from && preset < SIZE[entry.from]) return [];
	if (entry.needs && !entry.needs.some((one) => me?.permissions.includes(one))) return [];
	return [{ href: DESK + entry.path, text: navText().places[entry.word], icon: entry.icon }];
}

export const daily = (): Place[] => DAILY.flatMap(open);
export const menu = (): Group[] =>
	MENU.map(({ key, entries }) => ({ key, text: navText().groups[key], places: entries.flatMap(open) })).filter((group) => group.places.length);
