// The reader's progress on the roadmap: kept on the device, by a module that
// only the roadmap loads.
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, kept, test, workerInCharge } from '../board.ts';
import { select } from '../selectors.ts';

/** Opens a page of the roadmap and waits until progress is shown on it. */
async function openRoadmap(page: Page, address: string) {
  await page.goto(address);
  await page.locator(select.progressReady).waitFor({ state: 'attached' });
}

/** Opens a topic and says how far one is. */
async function mark(page: Page, topic: string, state: string) {
  await openRoadmap(page, `/roadmap/${topic}`);
  await page.locator(select.progressForm).getByLabel(state, { exact: true }).check();
  await expect(page.locator(select.progressSaid)).toHaveText('Kept on this device.');
}

/** Exports the progress and answers with the file's text. */
async function exported(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('backboard-roadmap-progress.json');
  return readFile(await download.path(), 'utf8');
}

test('progress survives a reload and is shown on topic, list and picture @scripts', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await mark(page, 'sql', 'Done');
  await page.getByLabel('Hours spent').fill('12.5');
  await page.getByLabel('Notes').fill('Joins took a while: <b>left</b>');
  await page.reload();
  await page.locator(select.progressReady).waitFor({ state: 'attached' });
  await expect(page.getByLabel('Done', { exact: true })).toBeChecked();
  await expect(page.getByLabel('Hours spent')).toHaveValue('12.5');
  await expect(page.getByLabel('Notes')).toHaveValue('Joins took a while: <b>left</b>');

  await openRoadmap(page, '/roadmap');
  await expect(page.locator(select.topicRow('sql'))).toContainText('Done');
  await expect(page.locator(select.topicInPicture('sql'))).toHaveAttribute('data-state', 'done');
  await expect(page.locator(select.progressSaid)).toContainText('1 done, 12.5 hours spent');
});

test('an export that is imported elsewhere gives the same @scripts', async ({ page, browser, baseURL }) => {
  await mark(page, 'sql', 'Done');
  await mark(page, 'http', 'Learning');
  await openRoadmap(page, '/roadmap');
  const text = await exported(page);
  expect(JSON.parse(text)).toMatchObject({ format: 'backboard-roadmap-progress', nodes: { sql: { state: 'done' } } });

  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  const elsewhere = await other.newPage();
  await openRoadmap(elsewhere, '/roadmap');
  const file = elsewhere.locator('[data-progress-import]');
  const upload = (content: string) =>
    file.setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await upload('{"format":"something else"}');
  await expect(elsewhere.locator(select.progressSaid)).toContainText('Nothing was changed');
  await upload(text);
  await expect(elsewhere.locator(select.progressSaid)).toContainText('1 done, 1 being learnt');
  expect(await exported(elsewhere)).toBe(text);

  await elsewhere.getByRole('button', { name: 'Delete' }).click();
  await elsewhere.getByRole('button', { name: 'Delete for good' }).click();
  await expect(elsewhere.locator(select.progressSaid)).toContainText('Nothing is marked yet');
  await other.close();
});

test('two windows do not overwrite what the other says @scripts', async ({ page, context }) => {
  await openRoadmap(page, '/roadmap/sql');
  const other = await context.newPage();
  await mark(other, 'http', 'Done');
  await page.locator(select.progressForm).getByLabel('Learning', { exact: true }).check();
  await openRoadmap(page, '/roadmap');
  await expect(page.locator(select.progressSaid)).toContainText('1 done, 1 being learnt');
});

test('progress that cannot be read is laid aside, not lost @scripts', async ({ page }) => {
  await page.goto('/about');
  await page.evaluate(() => localStorage.setItem('roadmap-progress', 'torn {'));
  await mark(page, 'sql', 'Done');
  expect(await page.evaluate(() => localStorage.getItem('roadmap-progress-unreadable'))).toBe('torn {');
});

test('progress is kept without a network @scripts', async ({ page, faults, serve }) => {
  faults.allow(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_FAILED|net::/);
  const server = await serve({ postings: 400 });
  await page.goto(`${server.url}/about`);
  await workerInCharge(page);
  const addresses = [`${server.url}/roadmap`, `${server.url}/roadmap/sql`];
  for (const address of addresses) {
    await page.goto(address);
    await kept(page, address);
  }
  await server.stop();
  await page.goto(addresses[1] as string);
  await page.locator(select.progressReady).waitFor({ state: 'attached' });
  await page.locator(select.progressForm).getByLabel('Done', { exact: true }).check();
  await page.goto(addresses[0] as string);
  await page.locator(select.progressReady).waitFor({ state: 'attached' });
  await expect(page.locator(select.topicRow('sql'))).toContainText('Done');
});

test('nothing moves when progress is shown @scripts', async ({ page }) => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of ['/roadmap', '/roadmap/sql']) {
      await openRoadmap(page, address);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 50)));
          }),
      );
      expect(shift, `${address} at ${width}`).toBeLessThan(0.02);
    }
  }
});

test('without scripts a topic says that progress needs them', async ({ page, scripts }) => {
  test.skip(scripts, 'with scripts there is a form');
  for (const address of ['/roadmap', '/roadmap/sql']) {
    await page.goto(address);
    await expect(page.locator(select.progressPlain)).toContainText('needs JavaScript');
    await expect(page.locator(select.progressForm)).toHaveCount(address === '/roadmap' ? 0 : 1);
    await expect(page.getByRole('button', { name: 'Export' })).toBeHidden();
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on marked topics, ${colorScheme} @scripts`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await mark(page, 'sql', 'Done');
    await mark(page, 'http', 'Skipped');
    const found: string[] = [];
    for (const address of ['/roadmap?view=list', '/roadmap/sql']) {
      await openRoadmap(page, address);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, help, nodes } of violations) {
        found.push(`${address}: ${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
      }
    }
    expect(found).toEqual([]);
  });
}
