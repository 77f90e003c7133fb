/**
 * Runs cases that others have written through the headless runner and compares what it finds with what
 * is expected, exactly: `npm run conformance -- --suite DIR`, or DIR in ASSAY_CONFORMANCE. `--keep` writes
 * the figures that may not fall any more.
 */
import { parseArgs } from 'node:util';
import { buildRunner } from './build';
import { type Figure, fallen, figuresOf, keepFigures, keptFigures } from './conformance/figures';
import { runSuite } from './conformance/run';
import type { Verdict } from './conformance/verdict';
import { whenStarted } from './lib/main';
import { RunError } from './lib/run';

/** Languages of the suites that rules are not expected to run on: there is no grammar or no profile for them. */
const NOT_AIMED_AT = new Set(['move']);

function print(verdicts: Verdict[], figures: Figure[]): void {
  const aimedAt = ({ lang }: { lang: string }) => !NOT_AIMED_AT.has(lang);
  printFailures(verdicts.filter(aimedAt));
  for (const suite of new Set(figures.map((figure) => figure.suite))) {
    printTable(
      suite,
      figures.filter((figure) => figure.suite === suite && aimedAt(figure)),
    );
  }
  printTable(
    'languages not aimed at',
    figures.filter((figure) => !aimedAt(figure)),
  );
}

/** Failures by cause: errors by what they say, the others by what differs. */
function printFailures(verdicts: Verdict[]): void {
  const failed = verdicts.filter(({ difference }) => difference.length > 0);
  const causeOf = ({ difference: [first = ''] }: Verdict) =>
    first.startsWith('error: ') ? 'error' : first.replace(/ lines .*|: .*| \[.*/, '');
  for (const cause of new Set(failed.map(causeOf))) {
    const same = failed.filter((verdict) => causeOf(verdict) === cause);
    console.log(`\n${cause}: ${same.length}`);
    for (const { id, lang, difference } of same) {
      console.log(`  ${id} (${lang}): ${difference.join('; ').slice(0, 200)}`);
    }
  }
}

function printTable(title: string, figures: Figure[]): void {
  const sum = (of: (figure: Figure) => number) => figures.reduce((total, figure) => total + of(figure), 0);
  console.log(`\n${title}`);
  for (const { suite, lang, passed, total } of figures) {
    console.log(`  ${suite.padEnd(15)} ${lang.padEnd(36)} ${ratio(passed, total)}`);
  }
  console.log(
    `  ${'all'.padEnd(52)} ${ratio(
      sum((figure) => figure.passed),
      sum((figure) => figure.total),
    )}`,
  );
}

function ratio(passed: number, total: number): string {
  const share = total === 0 ? 0 : Math.floor((100 * passed) / total);
  return `${String(passed).padStart(4)} of ${String(total).padStart(4)}  ${String(share).padStart(3)} %`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { suite: { type: 'string' }, keep: { type: 'boolean' } } });
  const suite = values.suite ?? process.env.ASSAY_CONFORMANCE;
  if (suite === undefined)
    throw new RunError('Name the folder of the suite: npm run conformance -- --suite DIR');
  await buildRunner();
  const verdicts = runSuite(suite);
  const figures = figuresOf(verdicts);
  print(verdicts, figures);
  const worse = fallen(figures, keptFigures());
  for (const line of worse) console.log(`FELL ${line}`);
  if (values.keep && worse.length === 0) keepFigures(figures);
  if (worse.length > 0) process.exitCode = 1;
}

await whenStarted(import.meta.url, main);
