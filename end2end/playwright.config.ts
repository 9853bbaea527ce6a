import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './browser.mjs';

// The same flows twice: with the islands, and as plain HTML. What only makes
// sense with scripts is left out of the second by `@scripts` in its title.
export default defineConfig({
  testDir: 'tests',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? 'list' : 'line',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions,
    trace: process.env.CI ? 'off' : 'retain-on-failure',
  },
  projects: [
    { name: 'wasm' },
    { name: 'plain', use: { javaScriptEnabled: false }, grepInvert: /@scripts/ },
  ],
});
