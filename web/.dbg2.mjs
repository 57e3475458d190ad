import { openBrowser } from './e2e/browser.js';
const { context, close } = await openBrowser(); const page = context.pages()[0];
await page.goto(process.env.BASE_URL + '/ban-lam-viec'); await page.waitForTimeout(1500);
console.log(await page.evaluate(() => document.activeElement.outerHTML.slice(0,200)), await page.evaluate(() => [...document.querySelectorAll('input')].map(i=>i.id)));
await close();
