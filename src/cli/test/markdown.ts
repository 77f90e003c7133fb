/** Cases as Assay keeps them: `cases.md` in the folder of a rule, or `NAME.cases.md` beside it. */
import { dirname } from 'node:path';
import { casesPath, judgeCase, pairCases, parseCases } from '../../share';
import { type RuleTest, ruleFilesOf, type TestFolder } from './tests';

export function markdownTests(folder: TestFolder): RuleTest[] {
  return ruleFilesOf(folder).flatMap((source) => {
    const beside = `${dirname(source.path)}/cases.md`.replace(/^\.\//, '');
    const path = [casesPath(source.path), beside].find((one) => folder.has(one));
    const pairs = pairCases(parseCases(path === undefined ? '' : (folder.get(path)?.() ?? '')));
    if (path === undefined || pairs.length === 0) return [];
    const test: RuleTest = {
      kind: 'cases',
      path,
      sources: [source],
      codes: pairs.map(({ one }) => ({
        path: `case.${one.language}`,
        text: one.code,
        language: one.language,
      })),
      judge: (tried, rules) =>
        pairs.flatMap(({ one, expected }, at) => {
          const result = tried[at];
          if (!result) return [];
          const judged = judgeCase(one, result, expected);
          return [{ where: `${path}:${one.line}`, rule: rules.map(({ id }) => id).join(', '), ...judged }];
        }),
    };
    return [test];
  });
}
