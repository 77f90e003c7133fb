/**
 * `npm test`: sets up and builds, runs every check there is, goes on after one that fails, and ends with
 * `N passed, N failed`. A check without tests of its own (format, types, …) counts as one. What is Rust runs
 * beside the rest; the browsers come last and have the machine to themselves.
 * `npm test -- Rust types` runs the checks whose names have one of these words in them.
 */
import { existsSync, rmSync } from 'node:fs';
import { build } from './build';
import { manifest } from './lib/cargo';
import { chromiumForTests } from './lib/chromium';
import { inRoot } from './lib/paths';
import { exitCode } from './lib/run';
import { freePort } from './lib/static-server';
import { fromCargo, fromPlaywright, fromVitest, none, sum, type Tally } from './lib/tally';

const VITEST_REPORT = inRoot('.cache/reports/vitest.json');
const PLAYWRIGHT_REPORT = inRoot('.cache/reports/playwright.json');

interface Check {
  name: string;
  run: (show: Show) => Promise<Tally>;
}

/** Takes the output of a program piece by piece; undefined lets it write to the terminal itself. */
type Show = ((text: string) => void) | undefined;

interface Result {
  name: string;
  seconds: number;
  tally: Tally;
}

const RUST: Check[] = [
  {
    name: 'Rust format',
    run: (show) => program('cargo', ['fmt', '--manifest-path', manifest, '--all', '--check'], show),
  },
  { name: 'Rust lints', run: (show) => cargo(show, 'clippy', '--all-targets', '--', '-D', 'warnings') },
  { name: 'Rust tests', run: rustTests },
];
const TYPESCRIPT: Check[] = [
  { name: 'set-up and build', run: () => build().then(() => ({ ...none, passed: 1 })) },
  { name: 'TypeScript types', run: () => node('typescript/bin/tsc', '-b') },
  { name: 'TypeScript lints and format', run: () => node('@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'unit tests', run: unitTests },
];
const BROWSERS: Check[] = [{ name: 'browser tests', run: browserTests }];

/** Runs checks one after the other. Where others run beside them, what each says is shown when it is over. */
async function lane(checks: Check[], isAlone: boolean): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of checks.filter(isWanted)) {
    const title = `\n=== ${check.name}\n`;
    let said = '';
    if (isAlone) process.stdout.write(title);
    results.push(await timed(check, isAlone ? undefined : (text) => (said += text)));
    if (!isAlone) process.stdout.write(title + said);
  }
  return results;
}

async function timed({ name, run }: Check, show: Show): Promise<Result> {
  const started = Date.now();
  let tally: Tally;
  try {
    tally = await run(show);
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
    for (const flaky of tally.flaky) console.log(`  flaky: ${flaky}`);
  }
  const { passed, failed } = sum(results.map(({ tally }) => tally));
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

/** A check that is one thing: it is good or it is not. */
async function program(name: string, args: string[], show?: Show): Promise<Tally> {
  const good = (await exitCode(name, args, { onOutput: show })) === 0;
  return good ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

/** Of every crate; the main grammars are linked into native tests. */
const WORKSPACE = ['--workspace', '--locked', '--manifest-path', manifest];
const FEATURES = ['--features', 'assay-languages/native-grammars'];

function cargo(show: Show, command: string, ...args: string[]): Promise<Tally> {
  return program('cargo', [command, ...WORKSPACE, ...FEATURES, ...args], show);
}

function node(script: string, ...args: string[]): Promise<Tally> {
  return program(process.execPath, [inRoot('node_modules', script), ...args]);
}

async function rustTests(show: Show): Promise<Tally> {
  let text = '';
  const onOutput = (piece: string) => {
    text += piece;
    if (show) show(piece);
    else process.stdout.write(piece);
  };
  // Documentation has no code that runs, and that the examples compile is known from the lints.
  const args = ['test', '--tests', ...WORKSPACE, '--no-fail-fast', ...FEATURES];
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
    CHROME_PATH: await chromiumForTests(),
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

const beside = await Promise.all([lane(RUST, false), lane(TYPESCRIPT, true)]);
report([...beside.flat(), ...(await lane(BROWSERS, true))]);
