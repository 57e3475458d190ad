import { proofFrom } from './proof-of-work.ts';

addEventListener('message', ({ data }: MessageEvent<{ challenge: string; bits: number }>) => {
	postMessage(proofFrom(data.challenge, data.bits, 0, Number.MAX_SAFE_INTEGER));
});
