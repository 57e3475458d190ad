// Ten minutes without a hand on the machine, in any tab, and the screen locks: the next person must not write as this one.
const KEY = 'cong.activity';
export const IDLE_AFTER = 10 * 60_000;
const EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

export function watchIdle(onIdle: () => void): () => void {
	let last = Date.now();
	let told = 0;

	function active() {
		last = Date.now();
		// Other tabs of this person must know, but not at every key.
		if (last - told > 5_000) {
			told = last;
			try {
				localStorage.setItem(KEY, String(last));
			} catch {
				// Then each tab counts alone.
			}
		}
	}
	function lastAnywhere(): number {
		try {
			return Math.max(last, Number(localStorage.getItem(KEY) ?? 0));
		} catch {
			return last;
		}
	}
	const look = () => {
		if (Date.now() - lastAnywhere() >= IDLE_AFTER) onIdle();
	};
	active();
	for (const event of EVENTS) addEventListener(event, active, { passive: true, capture: true });
	const timer = setInterval(look, 1000);
	// A machine that slept wakes up here.
	document.addEventListener('visibilitychange', look);
	return () => {
		clearInterval(timer);
		document.removeEventListener('visibilitychange', look);
		for (const event of EVENTS) removeEventListener(event, active, { capture: true });
	};
}
