import { expect, it } from 'vitest';
import { countByCategory, parseExpected, rates, reportedCwes } from './owasp';

const CSV = `# test name, category, real vulnerability, cwe, Benchmark version: 1.2, 2016-06-1
Test00001,sqli,true,89
Test00002,sqli,true,89
Test00003,sqli,false,89
Test00004,sqli,false,89
Test00005,hqli,true,564
Test00006,xss,true,79
`;

const finding = (ruleId: string, uri: string) => ({
  ruleId,
  locations: [{ physicalLocation: { artifactLocation: { uri } } }],
});

const run = {
  tool: {
    driver: {
      rules: [
        { id: 'sql', properties: { tags: ['security', 'CWE-89', 'A03:2021'] } },
        { id: 'two', properties: { tags: ['CWE-80', 'CWE-79'] } },
        { id: 'style', properties: { tags: ['readability'] } },
      ],
    },
  },
  results: [
    finding('sql', 'src/Test00001.java'),
    finding('sql', 'src/Test00003.java'),
    finding('sql', 'src/Test00005.java'),
    finding('two', 'src/Test00006.java'),
    finding('style', 'src/Test00002.java'),
  ],
};

it('counts a finding with the CWE of the category, in the file of the test', () => {
  const counts = countByCategory(parseExpected(CSV), reportedCwes(run));
  expect([...counts.keys()]).toEqual(['hqli', 'sqli', 'xss']);
  expect(counts.get('sqli')).toEqual({
    truePositives: 1,
    falseNegatives: 1,
    falsePositives: 1,
    trueNegatives: 1,
  });
});

it('takes SQL injection for Hibernate injection, and the first CWE of a rule only', () => {
  const counts = countByCategory(parseExpected(CSV), reportedCwes(run));
  expect(counts.get('hqli')?.truePositives).toBe(1);
  expect(counts.get('xss')?.falseNegatives).toBe(1);
});

it('scores what is found minus false alarms', () => {
  const counts = { truePositives: 3, falseNegatives: 1, falsePositives: 1, trueNegatives: 9 };
  expect(rates(counts)).toEqual({ found: 75, falseAlarms: 10, score: 65 });
  expect(rates({ truePositives: 0, falseNegatives: 0, falsePositives: 0, trueNegatives: 1 }).score).toBe(0);
});
