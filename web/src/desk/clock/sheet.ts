// Changing a version of a calendar before it is kept: always a new sheet, never the old one.
import type { Sheet } from '#api/clock.ts';

const weekday = (iso: string): number => ((new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
const byDate = (a: { date: string }, b: { date: string }): number => (a.date < b.date ? -1 : 1);

/** A press on a day: an ordinary one becomes off, a day of rest made up, and back. */
export function toggled(sheet: Sheet, day: string, name: string): Sheet {
	const off = sheet.off_days ?? [];
	const makeup = sheet.makeup_days ?? [];
	if (makeup.some((one) => one.date === day)) return { ...sheet, makeup_days: makeup.filter((one) => one.date !== day) };
	if (off.some((one) => one.date === day)) return { ...sheet, off_days: off.filter((one) => one.date !== day) };
	if (sheet.weekly_working_days.includes(weekday(day))) return { ...sheet, off_days: [...off, { date: day, name, kind: 'local', status: 'announced' }].sort(byDate) };
	return { ...sheet, makeup_days: [...makeup, { date: day }].sort(byDate) };
}
