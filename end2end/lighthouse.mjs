// Lighthouse on the main pages, as on a phone: node lighthouse.mjs [--runs N] [--no-performance]
// The median of the runs counts, because the performance of one run is a throw of dice.
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { launchOptions } from './browser.mjs';
import { startServer } from './server.mjs';

const RUNS = Number(process.argv.includes('--runs') ? process.argv[process.argv.indexOf('--runs') + 1] : 3);
const WANTED = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
if (process.argv.includes('--no-performance')) delete WANTED.performance;
// A demo world asks not to be indexed, by design; no other site does.
const BY_DESIGN = 'is-crawlable';

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

async function measure(url, port) {
  const result = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: Object.keys(WANTED),
    skipAudits: [BY_DESIGN],
  });
  const { categories, audits } = result.lhr;
  const scores = Object.fromEntries(Object.keys(WANTED).map((name) => [name, Math.round(categories[name].score * 100)]));
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight']
    .map((name) => `${name} ${audits[name]?.displayValue ?? '?'}`);
  const failed = Object.entries(categories).flatMap(([category, { auditRefs }]) =>
    category === 'performance'
      ? []
      : auditRefs
          .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
          .map(({ id }) => `${id}: ${audits[id].title} ${JSON.stringify(audits[id].details?.items?.slice(0, 2) ?? '')}`.slice(0, 600)),
  );
  return { scores, times, failed };
}

const server = await startServer();
const chrome = await chromeLauncher.launch({
  chromePath: launchOptions.executablePath,
  chromeFlags: [...launchOptions.args, '--headless=new'],
});
let misses = 0;
try {
  const html = await (await fetch(`${server.url}/jobs`)).text();
  const posting = /href="(\/jobs\/[^"?/]+\/[^"]+)"/.exec(html)?.[1] ?? '/jobs';
  for (const address of ['/', '/jobs', posting, '/outlook', '/roadmap']) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measure(server.url + address, chrome.port));
    const scores = Object.keys(WANTED).map((name) => [name, median(runs.map((run) => run.scores[name]))]);
    console.log(`${address}\n  ${scores.map(([name, score]) => `${name} ${score}`).join(', ')}`);
    console.log(`  ${runs.at(-1).times.join(', ')}`);
    for (const words of runs.at(-1).failed) console.log(`  ! ${words}`);
    misses += scores.filter(([name, score]) => score < WANTED[name]).length;
  }
} finally {
  chrome.kill();
  await server.stop();
}
console.log(misses === 0 ? 'every score is as wanted' : `${misses} scores are lower than wanted`);
process.exitCode = misses === 0 ? 0 : 1;
