// These flows stop the server under the pages, or give it a new release, so
// each starts one of its own.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, forgotten, hydrated, kept, test, workerInCharge } from '../board.ts';
import { select } from '../selectors.ts';

const site =
  path.join(path.dirname(process.env.END2END_BINARY ?? '../target/release/backboard'), '../site');

test('visited pages can be read without a network, others lead to the offline page @scripts', async ({
  page,
  faults,
  serve,
}) => {
  faults.allow(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_FAILED|net::/);
  const server = await serve({ postings: 400 });
  await page.goto(`${server.url}/jobs?q=python`);
  await workerInCharge(page);
  await kept(page, `${server.url}/jobs?q=python`);
  await page.locator(select.resultLink).first().click();
  await expect(page.locator(select.posting)).toBeVisible();
  const posting = page.url();
  const title = await page.locator('h1').innerText();
  await kept(page, posting);
  await page.goto(`${server.url}/about`);

  await server.stop();
  await page.goto(posting);
  await expect(page.locator('h1')).toHaveText(title);
  const display = await page.locator('.site-header-inner').evaluate((element) => getComputedStyle(element).display);
  expect(display, 'the style is there too').not.toBe('block');
  await page.goto(`${server.url}/jobs?q=python`);
  expect(await page.locator(select.result).count()).toBeGreaterThan(0);

  await page.goto(`${server.url}/companies`);
  await expect(page.locator('h1')).toHaveText(/offline/i);
  await expect(page.locator(`#kept-pages a[href="${posting}"]`)).toBeVisible();
});

test('what was kept of a page that is no more is not shown without a network @scripts', async ({
  page,
  request,
  faults,
  serve,
}) => {
  faults.allow(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_FAILED|net::|status of 4(04|10)/);
  const server = await serve({ postings: 400 });
  const html = await (await request.get(`${server.url}/jobs?status=closed&role=any`)).text();
  const closed = `${server.url}${/href="(\/jobs\/[^"?]+\/[^"]+)"/.exec(html)?.[1]}`;
  const never = `${server.url}/jobs/0123456789ab/x`;
  expect((await request.get(closed)).status()).toBe(410);
  expect((await request.get(never)).status()).toBe(404);
  await page.goto(`${server.url}/about`);
  await workerInCharge(page);
  // As the worker kept it while it was open.
  const keep = async (address: string) => {
    await page.evaluate(async (url) => {
      const pages = await caches.open('backboard-pages');
      const headers = { 'content-type': 'text/html' };
      await pages.put(url, new Response('<title>Open</title><h1>Apply</h1>', { headers }));
    }, address);
    await kept(page, address);
  };

  await keep(closed);
  await page.evaluate((visited) => navigator.serviceWorker.controller?.postMessage({ visited }), closed);
  await forgotten(page, closed);
  // Kept under another address that says the same, too.
  for (const address of [closed, `${closed}?q=`, never]) {
    await keep(address);
    await page.goto(address.replace('?q=', ''));
    await forgotten(page, address);
  }

  await server.stop();
  await page.goto(closed);
  await expect(page.locator('h1')).toHaveText(/offline/i);
});

test('a proxy that finds nothing while the server restarts makes no page forgotten @scripts', async ({
  page,
  faults,
  serve,
}) => {
  faults.allow(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_FAILED|net::|status of 404/);
  const server = await serve({ postings: 400 });
  await page.goto(`${server.url}/about`);
  await workerInCharge(page);
  const companies = `${server.url}/companies`;
  await page.goto(companies);
  await kept(page, companies);
  await server.stop();

  const { hostname, port } = new URL(server.url);
  const proxy = createServer((_, response) => {
    response.writeHead(404, { 'content-type': 'text/html', connection: 'close' });
    response.end('<h1>No upstream</h1>');
  });
  await new Promise<void>((resolve) => proxy.listen(Number(port), hostname, resolve));
  await page.goto(companies);
  await expect(page.locator('h1')).toHaveText('No upstream');
  await new Promise((resolve) => {
    proxy.close(resolve);
    proxy.closeAllConnections();
  });

  await page.goto(companies);
  await expect(page.locator('h1')).toHaveText('Companies');
});

test('a filter whose search is kept can be ticked without a network @scripts', async ({ page, faults, serve }) => {
  faults.allow(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_FAILED|net::/);
  const server = await serve({ postings: 400 });
  await page.goto(`${server.url}/about`);
  await workerInCharge(page);
  const both = `${server.url}/jobs?workplace=remote&level=senior`;
  for (const address of [both, `${server.url}/jobs?level=senior`]) {
    await page.goto(address);
    await kept(page, address);
  }
  await hydrated(page);

  await server.stop();
  await page.locator(select.filterOf('workplace', 'remote')).click();
  await expect(page).toHaveURL(both);
  await expect(page.locator(select.filterOf('workplace', 'remote'))).toBeChecked();
});

test('a new version waits until the visitor asks for it @scripts', async ({ page, faults, serve }) => {
  faults.allow(/net::|Failed to fetch/);
  const copy = await mkdtemp(path.join(tmpdir(), 'backboard-site-'));
  await cp(site, copy, { recursive: true });
  const server = await serve({ postings: 400, args: ['--site-dir', copy] });
  await page.goto(`${server.url}/about`);
  await workerInCharge(page);

  const worker = path.join(copy, 'sw.js');
  const text = await readFile(worker, 'utf8');
  await writeFile(worker, text.replace(/const VERSION = '[^']*'/, "const VERSION = 'next'"));
  await page.goto(`${server.url}/sources`);
  await expect(page.locator(select.notice)).toContainText('A new version is ready');
  const releases = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('release')));
  expect(await releases(), 'both are kept until then').toHaveLength(2);

  await Promise.all([
    page.waitForEvent('load'),
    page.locator(select.notice).getByRole('button', { name: 'Reload' }).click(),
  ]);
  await expect.poll(releases).toEqual(['backboard-release-next']);
  await expect(page.locator(select.notice)).toHaveCount(0);
  await rm(copy, { recursive: true, force: true });
});
