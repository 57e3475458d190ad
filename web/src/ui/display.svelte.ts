// Theme and text size: kept on this device, read again by /theme.js before the first paint.
export type Theme = 'auto' | 'light' | 'dark' | 'contrast';
export type Size = 'm' | 'l' | 'xl';

function stored(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}
function keep(key: string, value: string | null): void {
	try {
		if (value) localStorage.setItem(key, value);
		else localStorage.removeItem(key);
	} catch {
		// Then it lasts as long as the page.
	}
}

export const display = $state<{ theme: Theme; size: Size }>({
	theme: (stored('cong.theme') as Theme) ?? 'auto',
	size: (stored('cong.size') as Size) ?? 'm'
});

export function setTheme(theme: Theme): void {
	display.theme = theme;
	const html = document.documentElement;
	if (theme === 'auto') delete html.dataset.theme;
	else html.dataset.theme = theme;
	keep('cong.theme', theme === 'auto' ? null : theme);
}

export function setSize(size: Size): void {
	display.size = size;
	const html = document.documentElement;
	if (size === 'm') delete html.dataset.size;
	else html.dataset.size = size;
	keep('cong.size', size === 'm' ? null : size);
}
