import { AxeBuilder } from '@axe-core/playwright';
import { dataPages, expect, hydrated, test } from '../board.ts';
import { fixedPages } from '../selectors.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`axe finds nothing on any page, ${colorScheme}, ${width} pixels @scripts`, async ({
      page,
      request,
      faults,
    }) => {
      test.setTimeout(600_000);
      faults.allow(/404/);
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const searches = ['/jobs?q=python&workplace=remote&level=senior', '/jobs?q=zzzzqqqq', '/nowhere'];
      const found: string[] = [];
      for (const address of [...fixedPages, ...searches, ...(await dataPages(request))]) {
        await page.goto(address);
        if (/^\/jobs(\?|$)/.test(address)) await hydrated(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, help, nodes } of violations) {
          found.push(`${address}: ${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
        }
      }
      expect(found).toEqual([]);
    });
  }
}
