// A resume is read on the device: nothing of it is sent, what is found can be
// corrected in place, and what cannot be read is said in words.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { dataPages, expect, test } from '../board.ts';
import { select } from '../selectors.ts';

const resumes = fileURLToPath(new URL('../../frontend/reader/tests/resumes', import.meta.url));
const resume = (name: string) => path.join(resumes, name);

async function openMatch(page: Page) {
  await page.goto('/match');
  await page.locator(select.readerReady).waitFor();
}

async function readResume(page: Page, name: string) {
  await page.locator(select.readerFile).setInputFiles(resume(name));
  await expect(page.locator(select.readerSaid)).toContainText(/\d+ skills found/);
}

/** Reads a file that cannot be read and answers with what is said of it. */
async function trouble(page: Page, name: string, buffer: Buffer): Promise<string> {
  await page.locator(select.readerFile).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await expect(page.locator(select.readerTrouble)).toBeVisible();
  return page.locator(select.readerTrouble).innerText();
}

test('a resume is read without a request that carries any of it @scripts', async ({ page, context }) => {
  const requests: string[] = [];
  context.on('request', (request) => {
    requests.push(`${decodeURIComponent(request.url())} ${request.postData() ?? ''}`);
  });
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => requests.push(String(payload))));
  await openMatch(page);
  for (const name of ['02-java-bank-de.pdf', '11-ruby-consultant.docx', '22-golang-remote.md', '28-career-gap.txt']) {
    await readResume(page, name);
  }
  await page.getByText('Or paste the text').click();
  await page.getByLabel('Text of your resume').fill('Quibbleworth: ten years of Haskell and Nomad');
  await page.getByRole('button', { name: 'Find skills in this text' }).click();
  await expect(page.locator(select.readerSkill('Haskell'))).toBeVisible();

  await page.locator('[data-match-form] button[type=submit]').click();
  await page.waitForURL(/\/match\?/);
  expect(requests.length).toBeGreaterThan(5);
  expect(new URL(page.url()).search, 'skills are sent').toContain('Haskell');
  const secrets = ['Mainufer', 'Hagedorn', 'Brightwater', 'Rosefield', 'Nwosu', 'Kolanut', 'pantomime', 'Quibbleworth'];
  for (const secret of secrets) {
    expect(requests.filter((request) => request.includes(secret)), secret).toEqual([]);
  }
});

test('what is found is marked in place and can be corrected @scripts', async ({ page }) => {
  await openMatch(page);
  const skills = page.locator(select.matchSkills);
  await skills.fill('Bash, golang');
  await readResume(page, '01-senior-go.pdf');
  await expect(skills).toHaveValue(/^Bash, golang, .*PostgreSQL/);

  await page.getByText('The text, with what was found').click();
  const mark = page.locator(select.readerMark('PostgreSQL')).first();
  await expect(mark).toHaveText('PostgreSQL');
  await expect(mark).toHaveAttribute('aria-pressed', 'true');
  await mark.click();
  await expect(skills).not.toHaveValue(/PostgreSQL/);
  await expect(page.locator(select.readerSkill('PostgreSQL'))).toHaveAttribute('aria-pressed', 'false');
  await page.locator(select.readerSkill('PostgreSQL')).press('Enter');
  await expect(skills).toHaveValue(/PostgreSQL/);

  await page.getByLabel('Add a skill that is missing here').fill('Cassandra');
  await page.keyboard.press('Enter');
  await expect(page, 'the form is not sent').toHaveURL(/\/match$/);
  await expect(skills).toHaveValue(/, Cassandra$/);

  await skills.fill('Go');
  await expect(page.locator(select.readerSkill('Kafka'))).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator(select.readerSkill('Go'))).toHaveAttribute('aria-pressed', 'true');
});

test('a dropped file is read @scripts', async ({ page }) => {
  await openMatch(page);
  const text = await readFile(resume('30-game-backend.txt'), 'utf8');
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'resume.txt', { type: 'text/plain' }));
    return transfer;
  }, text);
  await page.locator('.reader-drop').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.locator(select.readerSkill('Spanner'))).toBeVisible();
});

test('what cannot be read is said in words @scripts', async ({ page }) => {
  await openMatch(page);
  const locked = `%PDF-1.5
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj
trailer << /Size 4 /Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -3904
/O <${'5f'.repeat(32)}> /U <${'5f'.repeat(32)}> >> /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] >>
startxref
0
%%EOF`;
  const emptyPage = locked.replace(/\/Encrypt << [\s\S]*? >> \/ID/, '/ID');
  expect(await trouble(page, 'locked.pdf', Buffer.from(locked))).toContain('password');
  expect(await trouble(page, 'scan.pdf', Buffer.from(emptyPage))).toContain('pictures of pages');
  expect(await trouble(page, 'large.pdf', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(20_000_000, 32)]))).toContain(
    'larger than 10 MB',
  );
  const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
  expect(await trouble(page, 'resume.docx', zip)).toContain('no Word document');
  expect(await trouble(page, 'empty.txt', Buffer.alloc(0))).toContain('no text');
  expect(await trouble(page, 'photo.pdf', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toContain('picture');
  const whole = await readFile(resume('04-junior-bootcamp.docx'));
  expect(await trouble(page, 'half.docx', whole.subarray(0, whole.length / 2))).toContain('damaged');
  await readResume(page, '04-junior-bootcamp.docx');
  await expect(page.locator(select.readerTrouble)).toBeHidden();
});

test('a reader that takes too long is stopped @scripts', async ({ page, context }) => {
  await context.route('**/reader.worker.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'self.onmessage = () => { for (;;); };' }),
  );
  await page.clock.install();
  await openMatch(page);
  const begun = page.waitForEvent('worker');
  await page.locator(select.readerFile).setInputFiles(resume('28-career-gap.txt'));
  const worker = await begun;
  const ended = worker.waitForEvent('close');
  await page.clock.fastForward(15_000);
  await expect(page.locator(select.readerTrouble)).toContainText('longer than 15 seconds');
  await ended;
});

test('the profile is kept here, says how one fits a role, and goes when told @scripts', async ({ page, request }) => {
  const [job] = await dataPages(request);
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(job as string);
  await expect(page.locator(select.fit)).toBeHidden();
  await page.waitForLoadState('networkidle');
  expect(loaded.filter((path) => path.startsWith('/modules/')), 'nothing is loaded without a profile').toEqual([]);

  await openMatch(page);
  await readResume(page, '01-senior-go.pdf');
  await page.locator('[name="level"][value="senior"]').check();
  await page.getByRole('button', { name: 'Save on this device' }).click();
  await expect(page.locator(select.profileSaid)).toContainText('Kept on this device');
  const kept = await page.evaluate(() => localStorage.getItem('match-profile') ?? '');
  expect(JSON.parse(kept)).toMatchObject({ skills: expect.arrayContaining(['Go', 'Kafka']), goal: expect.arrayContaining([['level', 'senior']]) });
  expect(kept).not.toMatch(/Parcelwise|Sønderby/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.reader-profile').getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toBe(kept);

  await page.goto(job as string);
  await expect(page.locator(select.fit)).toBeVisible();
  await expect(page.locator(select.fit)).toContainText(/Meets|Requires no skill/);
  await expect(page.locator(select.fit)).toContainText('Level:');

  await openMatch(page);
  await expect(page.locator(select.matchSkills)).toHaveValue(/Kafka/);
  await expect(page.locator('[name="level"][value="senior"]')).toBeChecked();
  await page.locator('.reader-profile').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.locator(select.profileSaid)).toContainText('Deleted');
  expect(await page.evaluate(() => localStorage.getItem('match-profile'))).toBeNull();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the tool for resumes, ${colorScheme} @scripts`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openMatch(page);
    await readResume(page, '17-manager.docx');
    await page.locator(select.readerSkill('Miro')).click();
    await page.getByText('The text, with what was found').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`)).toEqual([]);
  });
}
