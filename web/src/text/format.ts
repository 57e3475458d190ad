// Dates as officials write them. Vietnam keeps +07:00 all year, so the arithmetic needs no table and no browser support.
import type { Lang } from './locale.svelte.ts';

const HOUR = 3_600_000;
const VN = 7 * HOUR;
const DAYS_VI = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];
const DAYS_EN = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS_EN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const two = (n: number): string => String(n).padStart(2, '0');

type Parts = { year: number; month: number; day: number; weekday: number; hour: number; minute: number; second: number };

/** An instant as a clock on the wall of the ward shows it. A bare date stays that date. */
export function wallClock(iso: string): Parts | null {
	const dateOnly = /^\d{4}-\d{2}-\d{2}$/.test(iso);
	const at = Date.parse(dateOnly ? `${iso}T00:00:00+07:00` : iso);
	if (Number.isNaN(at)) return null;
	const d = new Date(at + VN);
	return {
		year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate(), weekday: d.getUTCDay(),
		hour: d.getUTCHours(), minute: d.getUTCMinutes(), second: d.getUTCSeconds()
	};
}

export function date(iso: string | null | undefined): string {
	const p = iso ? wallClock(iso) : null;
	return p ? `${two(p.day)}/${two(p.month)}/${p.year}` : '';
}

export function time(iso: string | null | undefined): string {
	const p = iso ? wallClock(iso) : null;
	return p ? `${two(p.hour)}:${two(p.minute)}` : '';
}

export function dateTime(iso: string | null | undefined, lang: Lang = 'vi'): string {
	if (!iso || !wallClock(iso)) return '';
	return lang === 'en' ? `${date(iso)}, ${time(iso)}` : `${time(iso)} ngày ${date(iso)}`;
}

export function longDate(iso: string, lang: Lang = 'vi'): string {
	const p = wallClock(iso);
	if (!p) return '';
	return lang === 'en'
		? `${DAYS_EN[p.weekday]}, ${p.day} ${MONTHS_EN[p.month - 1]} ${p.year}`
		: `${DAYS_VI[p.weekday]}, ngày ${p.day} tháng ${p.month} năm ${p.year}`;
}

/** Today in the ward, as a date. */
export function today(now: number = Date.now()): string {
	const d = new Date(now + VN);
	return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
}

/** For `<input type="datetime-local">`, which knows no zone: the ward's wall clock there and back. */
export function toLocalInput(iso: string | null | undefined): string {
	const p = iso ? wallClock(iso) : null;
	return p ? `${p.year}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}` : '';
}
export function fromLocalInput(value: string): string | null {
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) ? `${value.slice(0, 16)}:00+07:00` : null;
}

/** Small facts in one line, with the blanks around the dot that templates eat. */
export const dots = (...parts: (string | null | undefined | false)[]): string => parts.filter(Boolean).join(' · ');

export function bytes(n: number): string {
	if (n < 1024) return `${n} B`;
	if (n < 1024 * 1024) return `${Math.round(n / 1024)} KB`;
	return `${(n / 1024 / 1024).toFixed(1).replace('.', ',')} MB`;
}
