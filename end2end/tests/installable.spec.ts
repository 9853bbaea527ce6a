import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../browser.mjs';
import { expect, test } from '../board.ts';

test('the browser has nothing against installing the site @scripts', async ({ baseURL }) => {
  const profile = await mkdtemp(path.join(tmpdir(), 'backboard-profile-'));
  const context = await chromium.launchPersistentContext(profile, launchOptions);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${baseURL}/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const client = await context.newCDPSession(page);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const { errors, url } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${baseURL}/manifest.webmanifest`);
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

test('everything that the manifest names is there', async ({ request }) => {
  const manifest = await (await request.get('/manifest.webmanifest')).json();
  const icons = [...manifest.icons, ...manifest.shortcuts.flatMap((shortcut: any) => shortcut.icons ?? [])];
  expect(icons.some((icon: any) => icon.purpose === 'maskable')).toBe(true);
  for (const address of [...icons.map((icon: any) => icon.src), ...manifest.shortcuts.map((s: any) => s.url)]) {
    expect((await request.get(address)).status(), address).toBe(200);
  }
});
