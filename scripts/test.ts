/**
 * `npm test`: sets up and builds, then runs every check there is, goes on after one that fails, and
 * ends with `N passed, N failed`. A check without tests of its own (format, types, …) counts as one.
 * `npm test -- Rust types` runs the checks whose names have one of these words in them.
 */
import { existsSync, rmSync } from 'node:fs';
import { build } from './build';
import { manifest } from './lib/cargo';
import { chromium } from './lib/chromium';
import { inRoot } from './lib/paths';
import { exitCode } from './lib/run';
import { freePort } from './lib/static-server';
import { fromCargo, fromPlaywright, fromVitest, none, sum, type Tally } from './lib/tally';

const VITEST_REPORT = inRoot('.cache/reports/vitest.json');
const PLAYWRIGHT_REPORT = inRoot('.cache/reports/playwright.json');

interface Check {
  name: string;
  run: () => Promise<Tally>;
}

interface Result {
  name: string;
  seconds: number;
  tally: Tally;
}

const checks: Check[] = [
  { name: 'set-up and build', run: () => build().then(() => ({ ...none, passed: 1 })) },
  {
    name: 'Rust format',
    run: () => program('cargo', ['fmt', '--manifest-path', manifest, '--all', '--check']),
  },
  { name: 'Rust lints', run: () => cargo('clippy', '--all-targets', '--', '-D', 'warnings') },
  { name: 'Rust tests', run: rustTests },
  { name: 'TypeScript types', run: () => node('typescript/bin/tsc', '-b') },
  { name: 'TypeScript lints and format', run: () => node('@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'unit tests', run: unitTests },
  { name: 'browser tests', run: browserTests },
];

async function timed({ name, run }: Check): Promise<Result> {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  let tally: Tally;
  try {
    tally = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    tally = { ...none, failed: 1 };
  }
  return { name, seconds: (Date.now() - started) / 1000, tally };
}

function report(results: Result[]): void {
  console.log('\n=== result');
  for (const { name, seconds, tally } of results) {
    console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed (${seconds.toFixed(0)} s)`);
    for (const skipped of tally.skipped) console.log(`  skipped: ${skipped}`);
  }
  const { passed, failed } = sum(results.map(({ tally }) => tally));
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

/** A check that is one thing: it is good or it is not. */
async function program(name: string, args: string[]): Promise<Tally> {
  const good = (await exitCode(name, args)) === 0;
  return good ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

function cargo(command: string, ...args: string[]): Promise<Tally> {
  return program('cargo', [
    command,
    '--workspace',
    '--locked',
    '--manifest-path',
    manifest,
    ...FEATURES,
    ...args,
  ]);
}

/** The main grammars are linked into native tests. */
const FEATURES = ['--features', 'assay-languages/native-grammars'];

function node(script: string, ...args: string[]): Promise<Tally> {
  return program(process.execPath, [inRoot('node_modules', script), ...args]);
}

async function rustTests(): Promise<Tally> {
  let text = '';
  const onOutput = (piece: string) => {
    text += piece;
    process.stdout.write(piece);
  };
  const args = [
    'test',
    '--workspace',
    '--locked',
    '--no-fail-fast',
    '--manifest-path',
    manifest,
    ...FEATURES,
  ];
  const code = await exitCode('cargo', args, { onOutput });
  return atLeastOneFailure(fromCargo(text), code);
}

async function unitTests(): Promise<Tally> {
  rmSync(VITEST_REPORT, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
  const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...reporters];
  // The build in this process has set it to `production`, with which Solid gives half of its test build.
  const env = { NODE_ENV: 'test' };
  const code = await exitCode(process.execPath, args, { env });
  return atLeastOneFailure(fromVitest(VITEST_REPORT), code);
}

async function browserTests(): Promise<Tally> {
  if (!existsSync(inRoot('dist/index.html')))
    throw new Error('The page was not built, so it cannot be tested.');
  rmSync(PLAYWRIGHT_REPORT, { force: true });
  const env = {
    CHROME_PATH: await chromium(),
    ASSAY_TEST_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT,
  };
  const args = [inRoot('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'];
  const code = await exitCode(process.execPath, args, { env });
  return atLeastOneFailure(fromPlaywright(PLAYWRIGHT_REPORT), code);
}

/** A runner that failed without a failing test (it did not compile, it crashed) is a failure too. */
function atLeastOneFailure(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const isWanted = ({ name }: Check) =>
  words.length === 0 || words.some((word) => name.toLowerCase().includes(word));

const results: Result[] = [];
for (const check of checks.filter(isWanted)) results.push(await timed(check));
report(results);
