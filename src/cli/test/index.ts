/** Runs the cases of rules: finds out what is tested, has each tried, and says what came of it. */
import { Analyser, Workshop } from '../../../workers/analysis';
import type { Problem } from '../../../workers/protocol';
import { builtinRules, compileEngine, loadGrammar } from '../assets';
import { EXIT, UsageError } from '../errors';
import { print } from '../output';
import { makeStyle } from '../style';
import { annotatedTests } from './annotated';
import { astGrepTests } from './ast-grep';
import { markdownTests } from './markdown';
import { type Ran, type RuleTest, readTestFolder } from './tests';

export interface TestInput {
  paths?: string[];
  skipSnapshots?: boolean;
  format?: 'text' | 'json';
}

export async function testRules({
  paths = [],
  skipSnapshots = false,
  format = 'text',
}: TestInput): Promise<number> {
  const folder = readTestFolder(paths.length > 0 ? paths : ['.']);
  const tests = [
    ...markdownTests(folder),
    ...annotatedTests(folder),
    ...astGrepTests(folder, !skipSnapshots),
  ];
  if (tests.length === 0) {
    const help =
      'Cases are NAME.cases.md or cases.md beside a rule, code beside it with “ruleid:” comments, or test files of ast-grep.';
    throw new UsageError('There are no cases of rules here.', help);
  }
  const lists = builtinRules().sources.filter(({ path }) => path.startsWith('builtin/lists/'));
  const workshop = new Workshop(new Analyser(await compileEngine(), loadGrammar));
  const results: { test: RuleTest; ran: Ran[] }[] = [];
  const problems: Problem[] = [];
  for (const test of tests) {
    const support = test.sources.some(({ text }) => /\bref:/.test(text)) ? lists : [];
    const tried = await workshop.tryRules(test.sources, support, test.codes);
    problems.push(...tried.problems.filter(({ kind }) => kind === 'bad-rule'));
    results.push({ test, ran: test.judge(tried.codes, tried.rules) });
  }
  const bad = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  const all = results.flatMap(({ ran }) => ran);
  if (all.length === 0 && bad.length === 0)
    throw new UsageError('No case was run: all annotations here are still to be done.');
  const wrong = all.filter(({ isRight }) => !isRight);
  if (format === 'json') {
    const tested = results.map(({ test, ran }) => ({ path: test.path, kind: test.kind, cases: ran }));
    const counts = { cases: all.length, wrong: wrong.length };
    await print(`${JSON.stringify({ ...counts, problems: bad, tests: tested })}\n`);
  } else await print(asText(results, bad, all.length, wrong.length));
  if (bad.length > 0) return EXIT.usage;
  return wrong.length > 0 ? EXIT.findings : EXIT.done;
}

function asText(
  results: readonly { test: RuleTest; ran: Ran[] }[],
  problems: readonly Problem[],
  total: number,
  wrong: number,
): string {
  const style = makeStyle(process.stdout.isTTY === true, process.env);
  const lines: string[] = [];
  for (const { path = '', line, col, message, help } of problems) {
    lines.push(
      `${path}:${line ?? 1}:${col ?? 1}  ${style.severity('high', 'error')}  ${message}${help ? ` (${help})` : ''}`,
    );
  }
  for (const { test, ran } of results) {
    for (const { where, rule, verdict, isRight, faults } of ran) {
      if (isRight) continue;
      lines.push(`${where}  ${style.severity('high', verdict)}  ${rule}  ${faults.join(' ')}`);
    }
    const right = ran.filter(({ isRight }) => isRight).length;
    lines.push(style.dim(`${test.path}: ${right} of ${ran.length} cases right`));
  }
  lines.push(wrong === 0 ? `${total} passed` : `${total - wrong} passed, ${wrong} failed`);
  return `${lines.join('\n')}\n`;
}
