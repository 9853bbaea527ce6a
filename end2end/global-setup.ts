// One server with a small demo world for all flows; those that need to stop it
// or to feed it start their own.
import { startServer } from './server.mjs';

export default async function globalSetup() {
  if (process.env.BACKBOARD_URL) return;
  const server = await startServer();
  process.env.BACKBOARD_URL = server.url;
  return () => server.stop();
}
