// Starts the release's server on a free port with a data folder of its own, and
// stops it again.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../target/release/backboard', import.meta.url));
const binary = process.env.END2END_BINARY ?? built;
const START_MS = 60_000;

export function newDataFolder() {
  return mkdtemp(path.join(tmpdir(), 'backboard-end2end-'));
}

/** Runs a command of the server to its end; throws with its words when it fails. */
export function runCommand(args) {
  const done = spawnSync(binary, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status !== 0) {
    throw new Error(`backboard ${args.join(' ')} failed:\n${done.stdout ?? ''}\n${done.stderr ?? done.error}`);
  }
  return done.stdout;
}

/**
 * Serves and resolves as soon as the server says where it listens. `stop()`
 * ends it and removes its data folder, unless that was given.
 */
export async function startServer({ postings = 3000, dataFolder, args = [], port = 0 } = {}) {
  const folder = dataFolder ?? (await newDataFolder());
  const child = spawn(
    binary,
    [
      'serve',
      ...['--data-dir', folder],
      ...['--listen', `127.0.0.1:${port}`],
      ...(postings > 0 ? ['--demo-postings', String(postings)] : ['--no-demo']),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  // Whatever becomes of the flows, no server outlives them.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let words = '';
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server did not start:\n${words}`)), START_MS);
    const read = (chunk) => {
      words += chunk;
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(words);
      if (!found) return;
      clearTimeout(late);
      resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${words}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    async stop() {
      process.off('exit', end);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        // An open connection must not hold up the tests.
        const impatient = setTimeout(() => child.kill('SIGKILL'), 3_000);
        await ended;
        clearTimeout(impatient);
      }
      if (!dataFolder) await rm(folder, { recursive: true, force: true });
    },
  };
}
