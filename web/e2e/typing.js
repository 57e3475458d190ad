// Vietnamese typing as the machines of an office do it.

/** Telex pieces of a letter: what appears on the way to it, last the letter itself. */
function stages(letter) {
	const bare = letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace('đ', 'd').replace('Đ', 'D');
	if (bare === letter) return [letter];
	const toneless = letter.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC');
	return toneless === letter || toneless === bare ? [bare, letter] : [bare, toneless, letter];
}

/** Unikey, EVKey: each letter typed, then taken back with Backspace and put again with its mark. */
export async function typeUnikey(page, text) {
	for (const letter of text) {
		const steps = stages(letter);
		await page.keyboard.insertText(steps[0]);
		for (const step of steps.slice(1)) {
			await page.keyboard.press('Backspace');
			await page.keyboard.insertText(step);
		}
	}
}

/** Windows Telex, Gboard: a syllable grows in a composition and is then committed. */
export async function typeComposed(page, text) {
	const session = await page.context().newCDPSession(page);
	for (const part of text.split(/(\s+)/)) {
		if (!part.trim()) {
			await page.keyboard.insertText(part);
			continue;
		}
		let grown = '';
		for (const letter of part) {
			for (const step of stages(letter)) {
				await session.send('Input.imeSetComposition', { text: grown + step, selectionStart: grown.length + 1, selectionEnd: grown.length + 1 });
			}
			grown += letter;
		}
		await session.send('Input.insertText', { text: grown });
	}
	await session.detach();
}
