// One server with a small demo world for all flows; those that need to stop it
// or to feed it start their own.
import { startServer } from './server.mjs';

const COUNTED_MS = 120_000;

export default async function globalSetup() {
  if (process.env.END2END_URL) return;
  const server = await startServer();
  await counted(server.url);
  process.env.END2END_URL = server.url;
  return () => server.stop();
}

/**
 * Waits while the server still counts its months, which it does right after its
 * start: pages with figures say so with 503, and ask again by themselves.
 */
async function counted(url: string) {
  const late = Date.now() + COUNTED_MS;
  while ((await fetch(`${url}/skills`)).status === 503) {
    if (Date.now() > late) throw new Error(`the figures were not counted within ${COUNTED_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
