/** Browser tests: the built page in Chromium. `npm test` names the browser in CHROME_PATH. */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** `npm test` names a free one, so that two clones can be tested at once. */
const PORT = Number(process.env.ASSAY_TEST_PORT ?? 4273);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Of so many pages one mostly waits; each journey has a profile of its own.
  workers: availableParallelism() + 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // By hand a test has one try. A shared machine can starve a browser for seconds: there `npm test` names a test that
  // passes at its second try as flaky, and one that fails twice has failed.
  retries: process.env.CI ? 1 : 0,
  use: {
    baseURL: `http://localhost:${PORT}/`,
    // It would fetch the whole site once for every test; `offline.spec.ts` allows it.
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
    // Of a second try only: recorded always, it takes a seventh of the processor. Without pictures, which the browser
    // would draw a second time.
    trace: { mode: 'on-first-retry', screenshots: false, snapshots: true, sources: true },
    launchOptions: {
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
        // A journey lasts seconds and loads the engine anew: to optimise its code takes more time than that saves.
        '--js-flags=--liftoff-only',
      ],
    },
  },
  webServer: {
    command: `node --import tsx scripts/serve.ts ${PORT}`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
});
