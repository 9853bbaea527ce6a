// Renders the icons in frontend/public/icons from the one drawing,
// frontend/public/favicon.svg. Run after changing it: node icons.mjs
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.mjs';

const publicFolder = fileURLToPath(new URL('../frontend/public/', import.meta.url));
const drawing = await readFile(`${publicFolder}favicon.svg`, 'utf8');
// Systems cut a maskable icon to a shape of their own: fill the corners and
// keep the mark inside the middle 80 per cent.
const filled = drawing.replace('rx="14"', '').replace('<g ', '<g transform="translate(9.6 9.6) scale(.7)" ');

const icons = [
  { name: 'icon-192', size: 192, svg: drawing },
  { name: 'icon-512', size: 512, svg: drawing },
  { name: 'maskable-512', size: 512, svg: filled },
  { name: 'apple-touch-icon', size: 180, svg: filled },
];

const browser = await chromium.launch(launchOptions);
for (const { name, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: `${publicFolder}icons/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
