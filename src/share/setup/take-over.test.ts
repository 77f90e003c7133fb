import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { configText, withIgnored } from './config-text';
import { globsOf, takeOver } from './take-over';

const of = async (path: string, text: string) => {
  const { ignore: patterns = [], notes = [] } = (await takeOver(path, text)) ?? {};
  return { patterns, notes };
};

describe('what other tools leave out', () => {
  it('is taken over from Semgrep’s and ESLint’s lists as it is', async () => {
    expect((await of('.semgrepignore', '# x\n:include .gitignore\nvendor/\n*.min.js\n')).patterns).toEqual([
      'vendor/',
      '*.min.js',
    ]);
    expect((await of('.eslintignore', 'dist\r\n!dist/keep\n')).patterns).toEqual(['dist', '!dist/keep']);
    expect(
      (await of('.eslintrc.json', '{ // c\n"ignorePatterns": ["a/*", "b"], "root": true }')).patterns,
    ).toEqual(['a/*', 'b']);
    expect(
      (await of('.eslintrc.yml', 'ignorePatterns: gen/**\noverrides:\n  - excludedFiles: x\n')).notes,
    ).toHaveLength(1);
    expect(
      (await of('package.json', '{"eslintIgnore":["x"],"eslintConfig":{"ignorePatterns":"y"}}')).patterns,
    ).toEqual(['x', 'y']);
    expect(await takeOver('package.json', '{"name":"p"}')).toBeUndefined();
  });

  it('is taken over from ESLint’s newer format where it is data and counts for all files', async () => {
    const source = `
      import x from 'x'; // ignores: ['no']
      export default [
        { name: 'all', ignores: ['dist', "**/gen/", '!keep.js'] },
        globalIgnores(['coverage/**']),
        { files: ['a.js'], ignores: ['b.js'] },
        { ignores: made() },
        includeIgnoreFile(path),
      ];`;
    const { patterns, notes } = await of('eslint.config.js', source);
    expect(patterns).toEqual(['/dist', '**/gen/', '!/keep.js', '/coverage/**']);
    expect(notes).toEqual([
      '2 `ignores` belong to some rules only, or are made by code, and are not taken over.',
      '`includeIgnoreFile` is not needed: ignore files of git count anyway.',
    ]);
    expect((await of('.eslintrc.js', 'module.exports = {}')).notes).toEqual([
      'It is code, which is not run.',
    ]);
  });

  it('is taken over from Gitleaks where a pattern says the same, and named where not', async () => {
    const { patterns, notes } = await of(
      '.gitleaks.toml',
      "[allowlist]\npaths = ['''^vendor/''', '''(.*?)(jpg|gif)$''', '''a[0-9]+''']\nregexes = ['x']\n[[allowlists]]\ntargetRules = ['a']\npaths = ['''b/''']\n[[rules]]\nid = 'r'\n[rules.allowlist]\npaths = ['c']\n",
    );
    expect(patterns).toEqual(['/vendor/**']);
    expect(notes).toEqual([
      'The path `(.*?)(jpg|gif)$` cannot be taken over as a pattern.',
      'The path `a[0-9]+` cannot be taken over as a pattern.',
      '`regexes` cannot be taken over: it is about texts of secrets, not about files.',
      'The path `b/` cannot be taken over as a pattern.',
      'Allowlists of single rules of Gitleaks are not taken over.',
      'Its paths are about secrets alone; here they leave the files out for all rules.',
    ]);
  });

  it('says of ast-grep’s configuration what counts anyway, and what cannot be taken over', async () => {
    const { notes } = await of('sgconfig.yml', 'ruleDirs: [r]\nlanguageGlobs: { html: ["*.vue"] }\n');
    expect(notes[0]).toContain('Its rules run as they are');
    expect(notes[1]).toContain('`languageGlobs` cannot be taken over');
  });

  it('that cannot be read is named', async () => {
    expect((await of('.gitleaks.toml', 'x = [')).notes[0]).toMatch(/^It cannot be read: /);
  });
});

/** Patterns leave out what the expression finds, and nothing else. */
it.each([
  ['^vendor/', ['vendor/a', 'vendor/b/c'], ['x/vendor/a', 'vendors']],
  ['node_modules/', ['node_modules/a', 'x/node_modules/a', 'xnode_modules/b'], ['node_modulesx']],
  ['\\.lock$', ['a.lock', 'x/b.lock'], ['a.lock.js', 'alock']],
  ['^docs/readme\\.md$', ['docs/readme.md'], ['docs/readmexmd', 'x/docs/readme.md']],
  ['(test|spec)/', ['test/a', 'x/spec/b', 'latest/c'], ['tests']],
  ['.*fixture.*', ['a/fixtures/b', 'fixture.js'], ['fixtur']],
])('globs for %s', (expression, found, others) => {
  const globs = globsOf(expression) ?? [];
  const matcher = ignore({ ignorecase: false }).add(globs);
  expect(found.filter((path) => !matcher.ignores(path))).toEqual([]);
  expect(others.filter((path) => matcher.ignores(path))).toEqual([]);
  for (const path of [...found, ...others])
    expect(matcher.ignores(path)).toBe(new RegExp(expression).test(path));
});

describe('texts of configurations', () => {
  it('read as what they were made from', async () => {
    const { parse } = await import('smol-toml');
    const made = configText({
      ...{ concerns: ['security'], minConfidence: 'medium', leaveOut: ['tests'], ignore: ['a "b"'] },
      rules: { 'x/y': 'off' },
      gate: [{ new: true, severity: 'high', max: 0 }],
    });
    expect(parse(made)).toEqual({
      ...{ version: 1, concerns: ['security'], 'min-confidence': 'medium', 'leave-out': ['tests'] },
      ...{ ignore: ['a "b"'], rules: { 'x/y': 'off' }, gate: { new: true, severity: 'high', max: 0 } },
    });
  });

  it('take up more patterns, and keep everything beside them', () => {
    expect(withIgnored('a = 1 # one\n[rules]\nx = "off"\n', [], ['v'])).toBe(
      'a = 1 # one\nignore = ["v"]\n\n[rules]\nx = "off"\n',
    );
    expect(withIgnored('ignore = [\n "a]", # b]\n "c"\n] # end\n', ['a]', 'c'], ['c', 'd'])).toBe(
      'ignore = ["a]", "c", "d"] # end\n',
    );
    expect(withIgnored('version = 1', [], ['v'])).toBe('version = 1\nignore = ["v"]\n');
    expect(withIgnored('ignore = [ "a"', [], ['v'])).toBeUndefined();
  });
});
