// The work itself: a number such that SHA-256 of `challenge:number` begins with so many zero bits.
import { leadingZeros, sha256 } from './sha256.ts';

/** The first number that does among `count` from `from`; null where none does. */
export function proofFrom(challenge: string, bits: number, from: number, count: number): string | null {
	const head = new TextEncoder().encode(`${challenge}:`);
	const bytes = new Uint8Array(head.length + 16);
	bytes.set(head);
	for (let n = from; n < from + count; n += 1) {
		const digits = String(n);
		for (let i = 0; i < digits.length; i += 1) bytes[head.length + i] = digits.charCodeAt(i);
		if (leadingZeros(sha256(bytes.subarray(0, head.length + digits.length))) >= bits) return digits;
	}
	return null;
}
