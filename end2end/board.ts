// What every flow starts from: the address of the board, and a watch over
// everything that must never happen on any page.
import { expect, test as base, type APIRequestContext, type Page } from '@playwright/test';
import { select } from './selectors.ts';
import { startServer } from './server.mjs';

/** Collects what must not happen; a flow may allow what it provokes. */
export class Faults {
  readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  allow(pattern: RegExp) {
    this.allowed.push(pattern);
  }

  add(fault: string) {
    if (!this.allowed.some((pattern) => pattern.test(fault))) this.seen.push(fault);
  }

  watch(page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/.test(message.text())) {
        this.add(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.add(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.add(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('response', (response) => {
      if (response.status() >= 500) this.add(`${response.status()}: ${response.url()}`);
    });
  }
}

type Server = Awaited<ReturnType<typeof startServer>>;

interface Fixtures {
  faults: Faults;
  scripts: boolean;
  /** Starts a server of the flow's own, which ends with it. */
  serve: (options: Parameters<typeof startServer>[0]) => Promise<Server>;
}

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(process.env.END2END_URL),
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (options) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
  },
  faults: [
    async ({ context }, use) => {
      const faults = new Faults();
      context.on('page', (page) => faults.watch(page));
      await use(faults);
      expect(faults.seen, 'nothing must go wrong unseen').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a page; with scripts, waits until its finder answers. */
export async function open(page: Page, address: string, scripts: boolean) {
  await page.goto(address);
  if (scripts && /^\/jobs(\?|$)/.test(address)) await hydrated(page);
}

export async function hydrated(page: Page) {
  await page.locator(select.hydrated).first().waitFor({ state: 'attached' });
}

/** The number of postings found, as the page says it. */
export async function totalOf(page: Page): Promise<number> {
  return numberIn(await page.locator(select.total).innerText());
}

/** The number that a text states. No digits is not the number 0, but a page that was not there. */
export function numberIn(text: string): number {
  const digits = text.replace(/[^0-9]/g, '');
  if (digits === '') throw new Error(`no number in ${JSON.stringify(text)}`);
  return Number(digits);
}

/** Ticks a filter; without scripts the form has to be sent. */
export async function tick(page: Page, field: string, value: string, scripts: boolean) {
  const box = page.locator(select.filterOf(field, value));
  if (!(await box.isVisible())) await page.locator(select.filtersButton).click();
  await box.check();
  if (!scripts) await page.locator(select.searchButton).first().click();
  await expect(page).toHaveURL(new RegExp(`[?&]${field}=${value}`));
}

/** One address of each kind of page that shows data, read from the board. */
export async function dataPages(request: APIRequestContext): Promise<string[]> {
  const first = async (list: string, pattern: RegExp) => {
    const html = await (await request.get(list)).text();
    const found = pattern.exec(html)?.[1];
    if (!found) throw new Error(`${list} links to nothing like ${pattern}`);
    return found.replaceAll('&amp;', '&');
  };
  return [
    await first('/jobs', /href="(\/jobs\/[^"?]+\/[^"]+)"/),
    await first('/companies', /href="(\/companies\/[^"?]+)"/),
    await first('/skills', /href="(\/skills\/[^"?]+)"/),
    '/roadmap/postgresql',
  ];
}

/** Waits until the service worker answers for this page. */
export async function workerInCharge(page: Page) {
  await page.evaluate(
    () =>
      navigator.serviceWorker.controller !== null ||
      new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })),
  );
}

/** Waits until a page was kept on the device. */
export async function kept(page: Page, address: string) {
  await expect
    .poll(() => page.evaluate(async (url) => Boolean(await caches.match(url)), address))
    .toBe(true);
}

/** Waits until nothing of a page is kept on the device. */
export async function forgotten(page: Page, address: string) {
  await expect
    .poll(() => page.evaluate(async (url) => Boolean(await caches.match(url)), address))
    .toBe(false);
}
