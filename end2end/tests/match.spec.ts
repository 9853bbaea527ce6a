import { AxeBuilder } from '@axe-core/playwright';
import { expect, numberIn, test } from '../board.ts';
import { select } from '../selectors.ts';

test('skills typed into the form give roles with reasons, gaps and a plan', async ({ page }) => {
  await page.goto('/match');
  await page.locator(select.matchSkills).fill('Golang, postgres, kubernetis');
  await page.getByLabel('Remote', { exact: true }).check();
  await page.getByLabel('Hours a week to learn').fill('10');
  await page.getByRole('button', { name: 'Show what fits' }).click();
  await page.waitForURL(/skills=Golang/);

  await expect(page.locator(select.matchAsked)).toContainText('Go, PostgreSQL · Remote · 10 hours a week');
  await page.getByRole('link', { name: 'Add Kubernetes' }).click();
  await expect(page.locator(select.matchAsked)).toContainText('Go, Kubernetes, PostgreSQL');

  const role = page.locator(select.matchedRole).first();
  await expect(role.locator('.fit-verdict')).toHaveText(/^(Meets|Requires no skill)/);
  await expect(role.locator('.fit-conditions')).toHaveText(/^Way of working: (as you want|not stated)$/);
  await expect(page.locator('[data-step]').first()).toBeVisible();

  await role.locator('h3 a').click();
  await expect(page.locator(select.posting)).toBeVisible();
});

test('a count leads to a list of as many roles', async ({ page }) => {
  await page.goto('/match?skill=python&skill=postgresql&skill=docker');
  for (const row of [page.locator('[data-single]').first(), page.locator('[data-step]:has(a[href*="learn="])').first()]) {
    const link = row.locator('a[href*="learn="]');
    const count = numberIn(await link.innerText());
    await link.click();
    await expect(page.locator('#roles')).toHaveText('Roles that this would open');
    await expect(page.locator(select.matchTotal)).toHaveAttribute('data-match-total', String(count));
    await page.goBack();
  }
  const bundle = page.locator('[data-bundle]').last().locator('a');
  const opened = numberIn(await bundle.innerText());
  await bundle.click();
  await expect(page.locator(select.matchTotal)).toHaveAttribute('data-match-total', String(opened));
});

test('the question is kept in the form and in the pages of the list', async ({ page }) => {
  await page.goto('/match?skill=python&level=senior&country=us&pay=90000&currency=USD');
  await page.locator(select.matchAsked).click();
  await expect(page.locator(select.matchSkills)).toHaveValue('Python');
  await expect(page.getByLabel('Senior', { exact: true })).toBeChecked();
  await expect(page.getByLabel('Country', { exact: true })).toHaveValue('us');
  await expect(page.getByLabel('A year pays at least')).toHaveValue('90000');
  const next = page.locator(select.nextPage);
  if (await next.isVisible()) {
    await next.click();
    await expect(page).toHaveURL(/level=senior.*page=2/);
    await expect(page.locator(select.matchedRole).first()).toBeVisible();
  }
});

test('who knows nothing yet sees where to begin', async ({ page }) => {
  await page.goto('/match');
  await page.getByRole('link', { name: 'Start from nothing' }).click();
  await expect(page.locator('[data-step]').first()).toBeVisible();
  await page.locator('[data-step] th a').first().click();
  await expect(page).toHaveURL(/\/roadmap\/[a-z]/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on a match with everything on it, ${colorScheme} @scripts`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/match?skills=python,aws,qwertz,kubernetis&country=us&pay=5&level=senior');
    await page.locator(select.matchAsked).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  });
}

test('the styles of the match are no part of the finder', async ({ page }) => {
  await page.goto('/jobs');
  expect(await page.locator('link[href="/match.css"]').count()).toBe(0);
  await page.goto('/match');
  expect(await page.locator('link[href="/match.css"]').count()).toBe(1);
});
