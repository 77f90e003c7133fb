/** Unit tests: everything that runs without a browser. */
import { availableParallelism } from 'node:os';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { languageData } from './scripts/vite/languages';

export default defineConfig({
  define: { __ASSAY_VERSION__: JSON.stringify('0.0.0') },
  plugins: [solid({ hot: false }), languageData()],
  // One build of Solid for every module: its browser build. Node's own choice would mix in the server's.
  ssr: { resolve: { conditions: ['development', 'browser', 'import', 'module', 'default'] } },
  test: {
    environment: 'node',
    server: { deps: { inline: [/solid-js/] } },
    include: ['src/**/*.test.{ts,tsx}', 'workers/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'],
    // Most tests ask the engine little: to optimise its code takes more time than that saves.
    execArgv: ['--liftoff-only'],
    // Vitest leaves one core free, which of two is half.
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
