/** Comments that hide nothing, with the command as it is built. */
import { beforeEach, describe, expect, it } from 'vitest';
import { assay, write } from './folder';

const RULE = `id: no-eval
language: JavaScript
severity: error
message: Do not call eval on $A
rule: { pattern: eval($A) }
`;

beforeEach(() => {
  write('rules.yml', RULE);
});

const scan = (...args: string[]) => assay('scan', ...args);

/** Rules and lines of what is open in a file. */
function open(path: string, ...args: string[]): string[] {
  const log = JSON.parse(scan(path, '--format', 'json', ...args).stdout);
  return log.findings.map(
    ({ ruleId, start }: { ruleId: string; start: { line: number } }) => `${ruleId} ${start.line}`,
  );
}

describe('comments that hide nothing', () => {
  it('are findings where they are malformed, unused or expired', () => {
    write(
      'a.py',
      ['x = 1  # assay-ignore', 'y = 2  # assay-ignore:', 'z = 3  # assay-ignore -- until 2020-01-01'].join(
        '\n',
      ),
    );
    expect(open('a.py')).toEqual([
      'suppression/unused 1',
      'suppression/malformed 2',
      'suppression/expired 3',
    ]);
    expect(open('a.py', '--no-builtin', '--rules', 'rules.yml')).toEqual([]);
  });

  it('that hold to a day are looked at again by each scan', () => {
    write('d.js', 'eval(x) // assay-ignore -- until 2999-12-31\n');
    write('e.js', 'eval(x) // assay-ignore\n');
    const args = [
      '.',
      '--no-builtin',
      '--rules',
      'rules.yml',
      '--cache',
      'cache',
      '--include',
      '*.js',
      '--stats',
    ];
    const stats = () =>
      JSON.parse(
        scan(...args)
          .stderr.trim()
          .split('\n')
          .at(-1) ?? '',
      );
    expect(stats()).toMatchObject({ suppressed: 2, unchanged: 0 });
    expect(stats()).toMatchObject({ suppressed: 2, unchanged: 1 });
  });
});
