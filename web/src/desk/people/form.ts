// What every form of these pages does with a refusal: each reason to its field, or one sentence for all.
import { asProblem } from '#api/problem.ts';
import { locale } from '#text/locale.svelte.ts';
import { problemMessage } from '#text/problem-message.ts';

export type FormError = { id: string; text: string };

/** `/covers/0/cover_id` of the form `leave` is the field `leave-covers-0-cover_id`. `first` takes what belongs to no field. */
export function errorsOf(thrown: unknown, form: string, first: string): FormError[] {
	const problem = asProblem(thrown);
	if (!problem.reasons.length) return [{ id: `${form}-${first}`, text: problemMessage(problem, locale.lang) }];
	return problem.reasons.map((one) => ({ id: form + (one.pointer || `/${first}`).replaceAll('/', '-'), text: one.message }));
}
export const textOf = (errors: FormError[], id: string): string => errors.find((one) => one.id === id)?.text ?? '';
export const told = (thrown: unknown): string => problemMessage(asProblem(thrown), locale.lang);
/** Today in the ward, `YYYY-MM-DD`, some days on. */
export function day(plus = 0): string {
	const now = new Date(Date.now() + 7 * 3_600_000 + plus * 86_400_000);
	return now.toISOString().slice(0, 10);
}
/** A picture of an SVG text, for `<img>`: nothing in it can run. */
export const asImage = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
