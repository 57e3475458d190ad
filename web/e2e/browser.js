// One way to a browser for tests and screens: Debian's Chromium, a fresh profile each time, Vietnamese, the ward's clock.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const BASE_URL = process.env.BASE_URL ?? 'http://127.0.0.1:8080';
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1440, height: 900 };

/** Accounts of the demo site: username, password, role, name; one a line. */
export async function accounts(file = process.env.ACCOUNTS) {
	if (!file) throw new Error('ACCOUNTS must name the file demo-accounts.txt');
	const text = await readFile(file, 'utf8');
	const rows = text.split('\n').filter((line) => line.includes('\t') && !line.startsWith('#')).map((line) => line.split('\t'));
	const all = rows.map(([username, password, role, name]) => ({ username, password, role, name }));
	if (!all.length) throw new Error(`no accounts in ${file}`);
	return {
		all,
		withRole(role, n = 0) {
			const found = all.filter((one) => one.role.split(/[ ,]+/).includes(role))[n];
			if (!found) throw new Error(`no account with the role ${role}`);
			return found;
		},
		named(username) {
			const found = all.find((one) => one.username === username);
			if (!found) throw new Error(`no account named ${username}`);
			return found;
		}
	};
}

export async function openBrowser(options = {}) {
	const profile = await mkdtemp(join(tmpdir(), 'cong-e2e-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		headless: true,
		viewport: DESKTOP,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
		...options
	});
	context.setDefaultTimeout(20_000);
	const close = async () => {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	};
	return { context, close };
}

/** Everything the page complained about; an empty list is the only good one. */
export function complaints(page, allowed = []) {
	const found = [];
	page.on('console', (message) => {
		if (message.type() === 'error' && !allowed.some((one) => one.test(message.text()))) found.push(`${message.text()} (${message.location().url})`);
	});
	page.on('pageerror', (error) => found.push(String(error)));
	return found;
}

export async function signIn(page, account, path = '/ban-lam-viec') {
	await page.goto(BASE_URL + path);
	await page.getByLabel('Tên đăng nhập').fill(account.username);
	await page.getByLabel('Mật khẩu').fill(account.password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('button', { name: 'Đổi người' }).waitFor();
}

/** Waits until the autosave has said so. */
export const saved = (page) => page.locator('[data-save="saved"]').waitFor();
