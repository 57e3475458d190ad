/** Round marks of an axis from at most `low` to at least `high`, both told, in steps of 1, 2 or 5. */
export function scale(low: number, high: number): number[] {
	const span = high - low || 1;
	const rough = span / 4;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map((n) => n * power).find((one) => one >= rough) ?? 10 * power;
	const marks = [];
	for (let mark = Math.floor(low / step); mark <= Math.ceil(high / step); mark += 1) marks.push(Number((mark * step).toPrecision(12)));
	return marks;
}
