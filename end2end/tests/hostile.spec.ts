import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '../board.ts';
import { postings } from '../payloads.mjs';
import { runCommand } from '../server.mjs';

/** Postings whose whole pages are opened, policy and all; all others are shown without any policy. */
const OPENED = 40;
const AT_ONCE = 60;

test('no script hidden in a posting ever runs @scripts', async ({ page, request, faults, serve }) => {
  test.setTimeout(480_000);
  // Scripts in pages of the board are refused by policy; here they must not even be there.
  const folder = await mkdtemp(path.join(tmpdir(), 'backboard-hostile-'));
  const lines = postings();
  const file = path.join(folder, 'hostile.ndjson');
  await writeFile(file, lines.join('\n'));
  runCommand(['import', file, '--format', 'ndjson', '--data-dir', folder]);
  const server = await serve({ postings: 0, dataFolder: folder });

  const addresses = new Set<string>();
  for (const listing of await listings(server.url)) {
    const html = await (await request.get(listing)).text();
    for (const [, address] of html.matchAll(/href="(\/jobs\/[^"?/]+\/[^"]*)"/g)) addresses.add(address ?? '');
  }
  expect(addresses.size, 'postings reached').toBeGreaterThan(lines.length * 0.5);

  // Without any policy to protect it: the server's own markup has to hold.
  await page.route(`${server.url}/bare`, (route) => route.fulfill({ contentType: 'text/html', body: '<body>' }));
  await page.goto(`${server.url}/bare`);
  const all = [...addresses];
  for (let index = 0; index < all.length; index += AT_ONCE) {
    const bad = await page.evaluate(showBare, all.slice(index, index + AT_ONCE));
    expect(bad).toEqual([]);
  }

  // As visitors see them.
  const step = Math.max(1, Math.floor(all.length / OPENED));
  for (let index = 0; index < all.length; index += step) {
    const answer = await page.goto(server.url + all[index]);
    expect(answer?.status(), all[index]).toBe(200);
    expect(await page.evaluate(() => 'ran' in window), all[index]).toBe(false);
  }
  for (const listing of ['/jobs?role=any', '/companies', '/sources']) {
    await page.goto(server.url + listing);
    expect(await page.evaluate(() => 'ran' in window), listing).toBe(false);
  }
  expect(faults.seen).toEqual([]);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function listings(url: string): Promise<string[]> {
  return Array.from({ length: 200 }, (_, page) => `${url}/jobs?role=any&status=all&sort=newest&page=${page + 1}`);
}

/** Shows the main part of each page in a frame of its own and lists what is wrong with it. */
async function showBare(addresses: string[]): Promise<string[]> {
  const bad: string[] = [];
  const show = async (address: string) => {
    const html = await (await fetch(address)).text();
    // The page's own script, which says how a profile fits, is left out.
    const main = html
      .slice(html.indexOf('<main'), html.lastIndexOf('</main>'))
      .replace(/<script type="module" src="\/fit\.js"[^>]*><\/script>/, '');
    const frame = document.createElement('iframe');
    frame.srcdoc = main;
    const shown = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    await shown;
    for (const element of frame.contentDocument?.querySelectorAll('*') ?? []) {
      if (/^(script|iframe|object|embed|base|meta|link|style|frameset)$/i.test(element.localName)) {
        const type = element.getAttribute('type');
        if (type !== 'application/ld+json') bad.push(`${address}: <${element.localName}>`);
      }
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) bad.push(`${address}: ${name}`);
        if (/^(javascript|vbscript|data):/i.test(value.replace(/[\u0000-\u0020]/g, '')) && /href|src|action|data/.test(name)) {
          bad.push(`${address}: ${name}=${value}`);
        }
      }
    }
    frame.remove();
  };
  await Promise.all(addresses.map(show));
  if ('ran' in window) bad.push(`something ran among ${addresses[0]} and the following`);
  return bad;
}

test('no parameter, however mangled, breaks a page', async ({ request }) => {
  const names = [
    'q', 'role', 'skill', 'level', 'workplace', 'remote', 'country', 'city', 'pay', 'employment', 'visa',
    'company', 'source', 'posted', 'status', 'sort', 'page', 'unknown', '__proto__', 'q[]',
  ];
  const values = [
    '', '%00', '%FF%FE', '%', '%zz', '-1', '0', '999999999999999999999', '1e309', 'NaN', "'%20OR%201=1--", '"', '(((((', 'AND OR NOT',
    '-', '"-"', 'title:', 'skill:', 'company:"', '%F0%9F%98%80', '..%2F..%2Fetc%2Fpasswd', 'a'.repeat(4000), '*', '~', '^5', '[a TO z]', '%0d%0aX-Bad:1',
  ];
  const bad: string[] = [];
  const ask = async (address: string) => {
    const answer = await request.get(address, { maxRedirects: 0 });
    if (answer.status() >= 500) bad.push(`${answer.status()} ${address}`);
  };
  for (const name of names) {
    await Promise.all(
      values.flatMap((value) =>
        ['/jobs', '/api/v1/jobs', '/jobs.atom'].map((path) => ask(`${path}?${encodeURIComponent(name)}=${value}`)),
      ),
    );
  }
  const paths = ['/jobs/%00/x', '/jobs/%FF/x', '/jobs/-1/x', '/companies/%00', '/companies/..%2f..', '/skills/%F0%9F%98%80', '/skills/%00', '/pkg/..%2f..%2fCargo.toml', '/api/v1/jobs/%00', '/sitemap-999999.xml', '/' + 'a'.repeat(8000)];
  await Promise.all(paths.map(ask));
  await Promise.all(['/jobs', '/', '/companies'].map((path) => ask(`${path}?${'q=a&'.repeat(1500)}`)));
  expect(bad).toEqual([]);
});
