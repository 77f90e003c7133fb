/**
 * Prints what it costs to open SARIF of other programs, over memory in Node: processor time of each step, ms. By hand:
 * `npx tsx tests/bench/sarif.ts [RESULTS]…`; 10,000 results unless said otherwise.
 */
import { runnerImport } from 'vite';
import { languageData } from '../../scripts/vite/languages';

const counts = process.argv.slice(2).map(Number);
// What is measured needs the list of languages that the site is built with.
const { module } = await runnerImport<typeof import('./sarif-steps')>(
  new URL('./sarif-steps.ts', import.meta.url).pathname,
  { configFile: false, plugins: [languageData()], define: { __ASSAY_VERSION__: '"bench"' } },
);
await module.benchSarif(counts.length > 0 ? counts : [10_000]);
