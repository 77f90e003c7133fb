/** Other tools, told by the files that are there for them. */

const TOOLS: readonly (readonly [file: RegExp, tool: string])[] = [
  [/semgrep/, 'Semgrep'],
  [/^sgconfig/, 'ast-grep'],
  [/eslint/, 'ESLint'],
  [/gitleaks/, 'Gitleaks'],
  [/^biome\.jsonc?$/, 'Biome'],
  [/^\.bandit$/, 'Bandit'],
  [/^ruff\.toml$/, 'Ruff'],
  [/^sonar-project/, 'Sonar'],
  [/codeql-config/, 'CodeQL'],
  [/^\.pre-commit-config/, 'pre-commit'],
  [/^\.gitlab-ci/, 'GitLab CI'],
  [/^Jenkinsfile$/, 'Jenkins'],
];

/** Tools that stand in a file with much else. */
const WITHIN: readonly (readonly [file: RegExp, text: RegExp, tool: string])[] = [
  [/^package\.json$/, /"eslintConfig"|"eslintIgnore"/, 'ESLint'],
  [/^pyproject\.toml$/, /^\[tool\.ruff/m, 'Ruff'],
  [/^pyproject\.toml$/, /^\[tool\.bandit/m, 'Bandit'],
];

/** What their comments in code do here. */
const COMMENTS: Readonly<Record<string, string>> = {
  Semgrep: '`nosemgrep` hides findings here, too.',
  'ast-grep': '`ast-grep-ignore` hides findings here, too.',
  ESLint: '`eslint-disable` hides what ESLint would have found.',
  Gitleaks: '`gitleaks:allow` hides what Gitleaks would have found.',
  Biome: '`biome-ignore` hides what Biome would have found.',
  Bandit: '`nosec` hides what Bandit would have found.',
  Ruff: '`noqa` hides what Ruff would have found.',
  Sonar: '`NOSONAR` hides what Sonar would have found.',
};

export interface FoundTool {
  path: string;
  tool: string;
  /** What of it counts here; nothing where nothing does. */
  comments: string | undefined;
}

export function toolsIn(files: readonly { path: string; text: string }[]): FoundTool[] {
  return files.flatMap(({ path, text }) => {
    const byName = TOOLS.filter(([file]) => file.test(path)).map(([, tool]) => tool);
    const within = WITHIN.filter(([file, inner]) => file.test(path) && inner.test(text)).map(
      ([, , tool]) => tool,
    );
    return [...byName, ...within].map((tool) => ({ path, tool, comments: COMMENTS[tool] }));
  });
}
