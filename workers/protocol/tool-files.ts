/** Configurations of other tools and manifests: what can be taken over, which tools are at work, which frameworks are used. */

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
  'requirements.txt',
  'Pipfile',
  'go.mod',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'Gemfile',
  'composer.json',
  'Cargo.toml',
] as const;

const NAMES: ReadonlySet<string> = new Set(TOOL_FILES);

export function isToolFile(path: string): boolean {
  return NAMES.has(path);
}
