import { AxeBuilder } from '@axe-core/playwright';
import { expect, kept, numberIn, test, workerInCharge } from '../board.ts';
import { select } from '../selectors.ts';

test('the roadmap is filtered by its form and leads to topics and their roles', async ({ page }) => {
  await page.goto('/roadmap');
  const all = await page.locator(select.topic).count();
  expect(all).toBeGreaterThan(130);
  await page.locator('select[name="track"]').selectOption('databases');
  await page.locator('select[name="level"]').selectOption('core');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.waitForURL(/track=databases/);
  const some = await page.locator(select.topic).count();
  expect(some).toBeGreaterThan(3);
  expect(some).toBeLessThan(all / 4);

  const roles = page.locator('.roadmap-asked a').first();
  const count = numberIn((await roles.textContent()) ?? '');
  await roles.click();
  await expect(page.locator(select.total)).toHaveText(count.toLocaleString('en'));
  await page.goBack();
  await page.locator(select.topic).first().click();
  await expect(page.locator('h1')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Learn it from' })).toBeVisible();
});

test('a wide screen has picture and list, a narrow one the list', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/roadmap');
  await expect(page.locator(select.picture)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.locator(select.picture)).toBeHidden();
  await expect(page.locator(select.topic).first()).toBeVisible();
  await page.getByRole('link', { name: 'With the picture' }).click();
  await expect(page.locator(select.picture)).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'the picture scrolls in its box').toBeLessThanOrEqual(0);
});

test('every topic of the picture is a link', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/roadmap?track=databases');
  const topic = page.locator(select.topicInPicture('sql'));
  await topic.scrollIntoViewIfNeeded();
  await topic.click();
  await expect(page).toHaveURL(/\/roadmap\/sql$/);
});

test('the picture is moved and scaled by keys and buttons @scripts', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/roadmap');
  const box = page.locator(select.picture);
  const width = async () => Number(await page.locator(select.map).getAttribute('width'));
  const full = await width();
  await box.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await page.keyboard.press('-');
  expect(await width()).toBeLessThan(full);
  await page.keyboard.press('0');
  expect(await width()).toBe(full);
  await page.getByRole('button', { name: 'Overview' }).click();
  const inner = await box.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(inner[0], 'all of it is in sight').toBeLessThanOrEqual((inner[1] ?? 0) + 1);
});

test('a drag moves the picture and opens nothing @scripts', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/roadmap');
  const box = page.locator(select.picture);
  const topic = await page.locator(select.topicInPicture('http')).boundingBox();
  if (!topic) throw new Error('the topic is not drawn');
  await page.mouse.move(topic.x + 80, topic.y + 30);
  await page.mouse.down();
  await page.mouse.move(topic.x - 120, topic.y - 20, { steps: 5 });
  await page.mouse.up();
  expect(await box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(100);
  await expect(page).toHaveURL(/\/roadmap$/);
});

test('roadmap and visited topics are there without a network @scripts', async ({ page, faults, serve }) => {
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
  for (const address of [...addresses].reverse()) {
    await page.goto(address);
    await expect(page.locator('h1')).toHaveCount(1);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'Overview' }).click();
  await expect(page.locator(select.picture)).toHaveClass(/is-distant/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`axe finds nothing on the roadmap, ${colorScheme}, ${width} pixels @scripts`, async ({ page }) => {
      test.setTimeout(240_000);
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found: string[] = [];
      for (const address of ['/roadmap', '/roadmap?track=apis&view=picture', '/roadmap?view=list', '/roadmap/sql']) {
        await page.goto(address);

        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, help, nodes } of violations) {
          found.push(`${address}: ${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
        }
      }
      expect(found).toEqual([]);
    });
  }
}
