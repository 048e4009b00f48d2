// Opens pages in Chromium and prints what a reader would find in them, as JSON.
//
// node open.js PAGE…: for each page an object {marks: [[number, text]…], article, trouble: […]}. `trouble` is what a page may not
// do: run something (`window.hit`, a dialog), write to the console, ask for anything besides itself, hold a script of its own.
const path = require('path');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');

const ARGUMENTS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

async function open(browser, file, keepsToItself) {
  const page = await browser.newPage();
  const url = pathToFileURL(path.resolve(file)).href;
  const trouble = [];
  page.on('dialog', (dialog) => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  if (keepsToItself) {
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('request', (request) => { if (request.url() !== url) trouble.push(`request: ${request.url()}`); });
  }
  await page.goto(url, { waitUntil: 'load' });
  if (keepsToItself) {
    // What runs by being touched would run now; links that lead into the page may be followed.
    for (const link of (await page.$$('a.mention')).slice(0, 3)) { await link.focus(); await link.press('Enter'); }
    await page.mouse.move(200, 200);
  }
  const found = await page.evaluate(() => ({
    hit: window.hit ?? null,
    marks: [...document.querySelectorAll('mark[data-mention]')].map((mark) => [Number(mark.dataset.mention), mark.textContent]),
    unseen: [...document.querySelectorAll('mark.repere')].filter((mark) => mark.closest('script, style, title, textarea, select, svg')).length,
    scripts: document.scripts.length,
    background: getComputedStyle(document.documentElement).backgroundColor,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  if (found.hit !== null) trouble.push(`ran: ${found.hit}`);
  if (found.unseen) trouble.push(`${found.unseen} marks where no text is shown`);
  if (keepsToItself) {
    if (found.scripts) trouble.push(`${found.scripts} scripts`);
    if (found.background === 'rgba(0, 0, 0, 0)') trouble.push('the style is not applied');
    await page.setViewportSize({ width: 360, height: 640 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) trouble.push('wider than a telephone');
  }
  await page.close();
  return { marks: found.marks, trouble };
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ARGUMENTS });
  const results = [];
  for (const file of process.argv.slice(2)) {
    results.push(await open(browser, file, !file.endsWith('.inline.html')));
  }
  await browser.close();
  process.stdout.write(JSON.stringify(results));
})().catch((error) => { console.error(error); process.exit(1); });
