/** Configurations of other tools that something can be taken over from, and those that say a tool is at work. */

export const TOOL_FILES = [
  '.semgrepignore',
  '.semgrep.yml',
  'sgconfig.yml',
  'sgconfig.yaml',
  '.eslintignore',
  '.eslintrc',
  '.eslintrc.json',
  '.eslintrc.yml',
  '.eslintrc.yaml',
  '.eslintrc.js',
  '.eslintrc.cjs',
  'eslint.config.js',
  'eslint.config.mjs',
  'eslint.config.cjs',
  'eslint.config.ts',
  'package.json',
  '.gitleaks.toml',
  'gitleaks.toml',
  '.gitleaksignore',
  'biome.json',
  'biome.jsonc',
  '.bandit',
  'ruff.toml',
  'pyproject.toml',
  'sonar-project.properties',
  '.github/codeql-config.yml',
  '.github/codeql/codeql-config.yml',
  '.pre-commit-config.yaml',
  '.gitlab-ci.yml',
  'Jenkinsfile',
] as const;

const NAMES: ReadonlySet<string> = new Set(TOOL_FILES);

export function isToolFile(path: string): boolean {
  return NAMES.has(path);
}
