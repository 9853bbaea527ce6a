import { expect, hydrated, numberIn, open, test, tick, totalOf } from '../board.ts';
import { select } from '../selectors.ts';

test('words lead from the front page to postings that contain them', async ({ page, scripts }) => {
  await open(page, '/', scripts);
  await page.locator(select.searchBox).first().fill('kubernetes');
  await page.locator(select.searchBox).first().press('Enter');
  await expect(page).toHaveURL(/\/jobs\?q=kubernetes/);
  expect(await totalOf(page)).toBeGreaterThan(0);
  await expect(page.locator(select.searchBox).first()).toHaveValue('kubernetes');
});

test('filters combine, and each finds as many as was written beside it', async ({ page, scripts }) => {
  await open(page, '/jobs', scripts);
  const all = await totalOf(page);

  const remote = numberIn(await page.locator(select.countOf('workplace', 'remote')).textContent() ?? '');
  await tick(page, 'workplace', 'remote', scripts);
  await expect.poll(() => totalOf(page)).toBe(remote);
  expect(remote).toBeLessThan(all);

  const senior = numberIn(await page.locator(select.countOf('level', 'senior')).textContent() ?? '');
  await tick(page, 'level', 'senior', scripts);
  await expect.poll(() => totalOf(page)).toBe(senior);
  expect(senior).toBeLessThanOrEqual(remote);
  await expect(page.locator(select.chips)).toHaveCount(2);

  await page.locator(select.chips).first().click();
  await expect(page.locator(select.chips)).toHaveCount(1);
});

test('a shared address shows another person the same postings', async ({ page, browser, scripts, baseURL }) => {
  await open(page, '/jobs', scripts);
  await tick(page, 'workplace', 'remote', scripts);
  await tick(page, 'level', 'senior', scripts);
  await expect(page.locator(select.chips)).toHaveCount(2);
  const [total, first] = [await totalOf(page), await page.locator(select.resultLink).first().innerText()];

  const other = await browser.newContext({ javaScriptEnabled: scripts, baseURL });
  const friend = await other.newPage();
  await friend.goto(page.url());
  expect(await totalOf(friend)).toBe(total);
  await expect(friend.locator(select.resultLink).first()).toHaveText(first);
  await other.close();
});

test('the next page shows other postings, and going back the same ones', async ({ page, scripts }) => {
  await open(page, '/jobs', scripts);
  const first = await page.locator(select.resultLink).first().getAttribute('href');
  await page.locator(select.nextPage).click();
  await expect(page).toHaveURL(/[?&]page=2/);
  await expect(page.locator(select.resultLink).first()).not.toHaveAttribute('href', first ?? '');
  await page.goBack();
  await expect(page).not.toHaveURL(/page=2/);
  await expect(page.locator(select.resultLink).first()).toHaveAttribute('href', first ?? '');
});

test('a posting opens, and going back finds the search as it was left', async ({ page, scripts }) => {
  await open(page, '/jobs?q=python', scripts);
  await tick(page, 'workplace', 'remote', scripts);
  const total = await totalOf(page);
  const link = page.locator(select.resultLink).first();
  const title = await link.innerText();
  await link.click();
  await expect(page.locator(select.posting)).toBeVisible();
  await expect(page.locator('h1')).toContainText(title);

  await page.goBack();
  await expect(page).toHaveURL(/q=python.*workplace=remote|workplace=remote.*q=python/);
  await expect.poll(() => totalOf(page)).toBe(total);
  await expect(page.locator(select.filterOf('workplace', 'remote'))).toBeChecked();
  await page.goForward();
  await expect(page.locator('h1')).toContainText(title);
});

test('back and forward walk through the filters that were ticked @scripts', async ({ page }) => {
  await open(page, '/jobs', true);
  const all = await totalOf(page);
  await tick(page, 'workplace', 'remote', true);
  await expect.poll(() => totalOf(page)).not.toBe(all);
  const remote = await totalOf(page);
  await page.goBack();
  await expect.poll(() => totalOf(page)).toBe(all);
  await expect(page.locator(select.filterOf('workplace', 'remote'))).not.toBeChecked();
  await page.goForward();
  await expect.poll(() => totalOf(page)).toBe(remote);
  await expect(page.locator(select.filterOf('workplace', 'remote'))).toBeChecked();
});

test('typing changes the results without loading the page again @scripts', async ({ page }) => {
  await open(page, '/jobs', true);
  const all = await totalOf(page);
  await page.evaluate(() => ((window as any).stayed = true));
  await page.locator(select.searchBox).first().pressSequentially('kafka', { delay: 30 });
  await expect.poll(() => totalOf(page)).toBeLessThan(all);
  await expect(page).toHaveURL(/[?&]q=kafka/);
  expect(await page.evaluate(() => (window as any).stayed)).toBe(true);
});

test('words are one step of the history, however long their typing takes @scripts', async ({ page }) => {
  await open(page, '/jobs', true);
  const all = await totalOf(page);
  const box = page.locator(select.searchBox).first();
  const write = async (words: string, whole: string) => {
    await box.pressSequentially(words);
    await expect(page).toHaveURL(new RegExp(`[?&]q=${whole}$`));
  };
  await write('ka', 'ka');
  await write('fka', 'kafka');
  await box.press('Enter');
  await box.fill('');
  await expect.poll(() => totalOf(page)).toBe(all);
  await write('go', 'go');
  await page.goBack();
  await expect(page).toHaveURL(/[?&]q=kafka$/);
  await expect(box).toHaveValue('kafka');
  await page.goBack();
  await expect(page).toHaveURL(/\/jobs$/);
  await expect.poll(() => totalOf(page)).toBe(all);
});

test('what was ticked and written before the finder listened is asked for @scripts', async ({ page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/jobs', { waitUntil: 'domcontentloaded' });
  const all = await totalOf(page);
  await page.locator(select.searchBox).first().fill('python');
  await page.locator(select.filterOf('workplace', 'remote')).check();
  letGo();
  await hydrated(page);
  await expect(page).toHaveURL(/q=python&workplace=remote$/);
  await expect.poll(() => totalOf(page)).toBeLessThan(all);
  await expect(page.locator(select.searchBox).first()).toHaveValue('python');
});

test('a search without an answer leaves the page and is asked again @scripts', async ({ page, faults }) => {
  faults.allow(/ERR_FAILED/);
  await open(page, '/jobs?q=python', true);
  const total = await totalOf(page);
  const remote = page.locator(select.filterOf('workplace', 'remote'));
  await page.route('**/api/finder?**', (route) => route.abort());
  await remote.click();
  await expect(page.locator(select.notice)).toContainText('no answer');
  await expect(remote).not.toBeChecked();
  await expect(page).toHaveURL(/\/jobs\?q=python$/);
  expect(await totalOf(page)).toBe(total);

  await page.unroute('**/api/finder?**');
  await page.locator(select.notice).getByRole('button', { name: 'Try again' }).click();
  await expect(page).toHaveURL(/workplace=remote/);
  await expect(remote).toBeChecked();
  await expect(page.locator(select.notice)).toHaveCount(0);
});

test('levels stay where they are, whatever is ticked', async ({ page, scripts }) => {
  await open(page, '/jobs', scripts);
  const levels = page.locator('#facet-level .facet-label');
  const names = await levels.allInnerTexts();
  await tick(page, 'level', 'senior', scripts);
  await tick(page, 'workplace', 'hybrid', scripts);
  await expect(levels).toHaveText(names);
});

test('on a phone the filters are a sheet of their own', async ({ page, scripts }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/jobs', scripts);
  await page.locator(select.filtersButton).click();
  const close = page.locator(select.closeFilters);
  await expect(close).toBeFocused();
  await expect(page.locator('html')).toHaveCSS('overflow-y', 'hidden');
  if (scripts) {
    await page.locator(select.filterOf('workplace', 'remote')).check();
    await expect(page).toHaveURL(/workplace=remote/);
    await expect(page.locator(select.applyFilters)).toHaveText(
      `Show ${(await page.locator(select.total).textContent()) ?? ''} results`,
      { useInnerText: true },
    );
    await page.locator(select.applyFilters).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.results') ?? null)).toBeNull();
  }
  await close.click();
  await expect(page.locator(select.filters)).toBeHidden();
  await expect(page.locator(select.filtersButton)).toBeFocused();
});

test('a search that finds nothing says so and offers a way on', async ({ page, scripts }) => {
  await page.goto('/jobs?q=zzzzzzqqqqqqxxxxxx');
  if (scripts) await hydrated(page);
  expect(await totalOf(page)).toBe(0);
  await expect(page.locator(`${select.main} a[href^="/jobs"]`).first()).toBeVisible();
});
