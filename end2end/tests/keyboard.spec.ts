import { expect, open, test, totalOf } from '../board.ts';
import { select } from '../selectors.ts';

test('the first stop of the Tab key leads past the header', async ({ page, scripts }) => {
  await open(page, '/jobs', scripts);
  await page.keyboard.press('Tab');
  const first = page.locator(':focus');
  await expect(first).toHaveAttribute('href', /^#/);
  await expect(first).toBeInViewport();
});

test('Tab reaches search, filters and results in the order of the page', async ({ page, scripts }) => {
  await open(page, '/jobs', scripts);
  const wanted = [select.searchBox, select.resultLink];
  for (let stops = 0; wanted.length > 0 && stops < 250; stops += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 0) continue;
    const next = wanted[0] as string;
    const reached = await focused.evaluate((element, selector) => element.matches(selector), next);
    if (reached) wanted.shift();
  }
  expect(wanted, 'never focused').toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.locator(select.posting)).toBeVisible();
});

test('keys search, move through results, open one and explain themselves @scripts', async ({ page }) => {
  await open(page, '/jobs', true);
  await page.keyboard.press('/');
  await expect(page.locator(select.searchBox).first()).toBeFocused();
  await page.keyboard.type('go');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]q=go/);
  expect(await totalOf(page)).toBeGreaterThan(1);
  await page.locator(select.searchBox).first().blur();

  const links = page.locator(select.resultLink);
  await page.keyboard.press('j');
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(links.nth(0)).toBeFocused();

  await page.keyboard.press('?');
  const dialog = page.locator(select.keysDialog);
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleName('Keys');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(links.nth(0)).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.locator(select.posting)).toBeVisible();
});

test('keys go on after a filter is ticked, and can be switched off @scripts', async ({ page }) => {
  await open(page, '/jobs', true);
  await page.locator(select.filterOf('workplace', 'remote')).check();
  await expect(page).toHaveURL(/workplace=remote/);
  await page.keyboard.press('j');
  await expect(page.locator(select.resultLink).first()).toBeFocused();

  await page.keyboard.press('?');
  await page.locator(select.keysDialog).getByLabel('Use keys').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page.locator(select.resultLink).first()).toBeFocused();
  await page.goto('/about');
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/about$/);

  await page.locator('[data-keys]').click();
  await page.locator(select.keysDialog).getByLabel('Use keys').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(page.locator(select.searchBox).first()).toBeFocused();
});

test('the focus goes to the total when what had it is gone @scripts', async ({ page }) => {
  await open(page, '/jobs?q=python&workplace=remote', true);
  await page.locator(select.chips).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(select.chips)).toHaveCount(1);
  await expect(page.locator(select.heading)).toBeFocused();
});
