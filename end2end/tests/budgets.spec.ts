import { expect, hydrated, test } from '../board.ts';
import { pagesWithoutIslands } from '../selectors.ts';
import type { Page } from '@playwright/test';

const FINDER_BUDGET = 130_000;

interface Load {
  url: string;
  bytes: number;
}

/** Everything that a page loads, with its size on the wire. */
async function loads(page: Page): Promise<Load[]> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map<string, string>();
  const found: Load[] = [];
  client.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url?.startsWith('http')) found.push({ url: new URL(url).pathname, bytes: encodedDataLength });
  });
  return found;
}

test('the finder loads at most 130 kB in all @scripts', async ({ page }) => {
  const found = await loads(page);
  await page.goto('/jobs', { waitUntil: 'networkidle' });
  await hydrated(page);
  const page_parts = found.filter(({ url }) => !/\/(icons\/|favicon|manifest|sw\.js)/.test(url));
  const total = page_parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = page_parts.map(({ url, bytes }) => `${String(bytes).padStart(8)}  ${url}`);
  console.log(`${lines.join('\n')}\n${String(total).padStart(8)}  the finder, of ${FINDER_BUDGET}`);
  expect(total).toBeLessThanOrEqual(FINDER_BUDGET);
  const twice = page_parts.map(({ url }) => url).filter((url, index, all) => all.indexOf(url) !== index);
  expect(twice, 'loaded twice').toEqual([]);
});

test('a page without an island loads no WebAssembly @scripts', async ({ page }) => {
  const found = await loads(page);
  for (const address of pagesWithoutIslands) {
    found.length = 0;
    await page.goto(address, { waitUntil: 'networkidle' });
    const wasm = found.filter(({ url }) => url.endsWith('.wasm') || /^\/pkg\/.*\.js$/.test(url));
    expect(wasm, address).toEqual([]);
  }
});
