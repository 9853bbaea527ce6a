// One server with a small demo world for all flows; those that need to stop it
// or to feed it start their own.
import { startServer } from './server.mjs';

export default async function globalSetup() {
  if (process.env.END2END_URL) return;
  const server = await startServer();
  process.env.END2END_URL = server.url;
  return () => server.stop();
}
