// A little work before a form of the public is sent: find a number whose hash begins with enough zeros. Done here rather than
// by the browser's own digest, which answers one at a time and not at all without https.

const K = new Uint32Array(64);
const H = new Uint32Array(8);
(() => {
	const fraction = (x: number) => (x - Math.floor(x)) * 4294967296;
	for (let n = 2, found = 0; found < 64; n++) {
		let prime = true;
		for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
		if (!prime) continue;
		if (found < 8) H[found] = fraction(Math.sqrt(n));
		K[found++] = fraction(Math.cbrt(n));
	}
})();

const W = new Uint32Array(64);
const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n));

/** SHA-256 of an ASCII text, as eight words. */
export function sha256(text: string): Uint32Array {
	const length = text.length;
	const blocks = ((length + 8) >> 6) + 1;
	const data = new Uint8Array(blocks * 64);
	for (let i = 0; i < length; i++) data[i] = text.charCodeAt(i);
	data[length] = 0x80;
	const view = new DataView(data.buffer);
	view.setUint32(blocks * 64 - 4, length * 8);
	const hash = H.slice();
	for (let at = 0; at < data.length; at += 64) {
		for (let i = 0; i < 16; i++) W[i] = view.getUint32(at + i * 4);
		for (let i = 16; i < 64; i++) {
			const a = W[i - 15], b = W[i - 2];
			W[i] = W[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
		}
		let [a, b, c, d, e, f, g, h] = hash;
		for (let i = 0; i < 64; i++) {
			const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
			const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
			h = g; g = f; f = e; e = (d + one) >>> 0; d = c; c = b; b = a; a = (one + two) >>> 0;
		}
		hash[0] += a; hash[1] += b; hash[2] += c; hash[3] += d; hash[4] += e; hash[5] += f; hash[6] += g; hash[7] += h;
	}
	return hash;
}

/** Tries numbers until one fits; lets the page breathe in between. */
export async function workOn(challenge: string, bits: number): Promise<string> {
	for (let n = 0; ; n++) {
		const word = sha256(`${challenge}:${n}`)[0];
		if (bits === 0 || word >>> (32 - bits) === 0) return String(n);
		if (n % 2000 === 1999) await new Promise((go) => setTimeout(go));
	}
}
