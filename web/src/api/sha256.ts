// SHA-256 of short texts, at once. A proof of work hashes tens of thousands of them, and `crypto.subtle` answers each one
// through a promise, and not at all on a page without TLS.
const K = new Uint32Array(64);
const START = new Uint32Array(8);

// The constants are the first bits of roots of primes; computed, so that none can be mistyped.
{
	const fraction = (x: number) => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
	let found = 0;
	for (let n = 2; found < 64; n += 1) {
		let prime = true;
		for (let by = 2; by * by <= n; by += 1) if (n % by === 0) prime = false;
		if (!prime) continue;
		if (found < 8) START[found] = fraction(Math.sqrt(n));
		K[found] = fraction(Math.cbrt(n));
		found += 1;
	}
}

const W = new Uint32Array(64);

/** The eight words of the digest. */
export function sha256(bytes: Uint8Array): Uint32Array {
	const state = START.slice();
	const length = bytes.length;
	const blocks = ((length + 8) >> 6) + 1;
	const padded = new Uint8Array(blocks * 64);
	padded.set(bytes);
	padded[length] = 0x80;
	const view = new DataView(padded.buffer);
	view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
	view.setUint32(padded.length - 4, (length << 3) >>> 0);
	for (let at = 0; at < padded.length; at += 64) {
		for (let i = 0; i < 16; i += 1) W[i] = view.getUint32(at + 4 * i);
		for (let i = 16; i < 64; i += 1) {
			const a = W[i - 15];
			const b = W[i - 2];
			const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
			const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
			W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
		}
		let [a, b, c, d, e, f, g, h] = state;
		for (let i = 0; i < 64; i += 1) {
			const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
			const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
			const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
			const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
			h = g;
			g = f;
			f = e;
			e = (d + t1) | 0;
			d = c;
			c = b;
			b = a;
			a = (t1 + t2) | 0;
		}
		const turn = [a, b, c, d, e, f, g, h];
		for (let i = 0; i < 8; i += 1) state[i] = (state[i] + turn[i]) | 0;
	}
	return state;
}

/** How many bits of a digest are zero before the first that is not. */
export function leadingZeros(digest: Uint32Array): number {
	let zeros = 0;
	for (const word of digest) {
		zeros += Math.clz32(word);
		if (word !== 0) break;
	}
	return zeros;
}
