import { dataPages, expect, hydrated, open, test, tick, totalOf } from '../board.ts';
import { fixedPages, select } from '../selectors.ts';

declare global {
  interface Window {
    shifts: string[];
  }
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(({ node }: any) => node?.className || node?.nodeName);
        window.shifts.push(`${entry.value.toFixed(4)} ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
});

test('nothing jumps while a page loads @scripts', async ({ page, request }) => {
  // Every page twice, each until its network is quiet.
  test.setTimeout(240_000);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const address of [...fixedPages, ...(await dataPages(request))]) {
      await page.goto(address, { waitUntil: 'networkidle' });
      if (address === '/jobs') await hydrated(page);
      expect(await page.evaluate(() => window.shifts), `${address}, ${width} pixels`).toEqual([]);
    }
  }
});

// A browser that is busy paints when it comes to it, which may be in the middle of
// a page; on a short one the foot stands at the end of the window.
test('nothing jumps while a slow machine loads a short page @scripts', async ({ page }) => {
  test.setTimeout(120_000);
  const processor = await page.context().newCDPSession(page);
  await processor.send('Emulation.setCPUThrottlingRate', { rate: 12 });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (let time = 1; time <= 6; time += 1) {
      for (const address of ['/offline', '/sources']) {
        await page.goto(address, { waitUntil: 'load' });
        const moved = await page.evaluate(() => window.shifts);
        expect(moved, `${address}, ${width} pixels, time ${time}`).toEqual([]);
      }
    }
  }
});

// As on a train: each page arrives in pieces, over a second or so.
test('nothing jumps while a page arrives slowly @scripts', async ({ page, request }) => {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: 40_000,
    uploadThroughput: 40_000,
  });
  await page.setViewportSize({ width: 1280, height: 844 });
  for (const address of ['/', '/jobs', '/companies', '/outlook', ...(await dataPages(request))]) {
    await page.goto(address, { waitUntil: 'load', timeout: 20_000 });
    expect(await page.evaluate(() => window.shifts), address).toEqual([]);
  }
});

test('nothing jumps while results follow the filters @scripts', async ({ page }) => {
  await open(page, '/jobs', true);
  // How the page itself loads is looked at above.
  await page.evaluate(() => (window.shifts = []));
  const all = await totalOf(page);
  await tick(page, 'workplace', 'remote', true);
  await expect.poll(() => totalOf(page)).not.toBe(all);
  await page.locator(select.searchBox).first().pressSequentially('python', { delay: 40 });
  await expect(page).toHaveURL(/q=python/);
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => window.shifts)).toEqual([]);
});
