/** Files that have a build server, or git, scan a project. They are to be read and changed by the people who get them. */

/** A file to be written. */
export interface NewFile {
  path: string;
  text: string;
  /** What is left to be done by hand, in a sentence. */
  next?: string;
}

export const CI_KINDS = ['github', 'gitlab', 'jenkins', 'pre-commit'] as const;
export type CiKind = (typeof CI_KINDS)[number];

export const CI_NAMES: Readonly<Record<CiKind, string>> = {
  github: 'GitHub workflow',
  gitlab: 'GitLab job',
  jenkins: 'Jenkins pipeline',
  'pre-commit': 'Git hook before each commit',
};

/** Whether a text may stand for the command in a script: words, paths and flags, and nothing that a shell reads. */
export function isCommand(text: string): boolean {
  return /^[\w./@=-]+( [\w./@=-]+)*$/.test(text);
}

const NEEDS = 'The command must be there on the machine that runs it';

/**
 * The file of a kind.
 * @param command how Assay is called there
 * @param isTaken whether there is such a file already
 */
export function ciFile(kind: CiKind, command: string, isTaken: (path: string) => boolean): NewFile {
  switch (kind) {
    case 'github':
      return {
        path: '.github/workflows/assay.yml',
        text: github(command),
        next: `${NEEDS}: \`${command}\`.`,
      };
    case 'gitlab':
      return isTaken('.gitlab-ci.yml')
        ? {
            path: '.gitlab/assay.yml',
            text: gitlab(command),
            next: 'Add `include: [{ local: .gitlab/assay.yml }]` to .gitlab-ci.yml.',
          }
        : { path: '.gitlab-ci.yml', text: gitlab(command), next: `${NEEDS}: \`${command}\`.` };
    case 'jenkins':
      return isTaken('Jenkinsfile')
        ? {
            path: 'Jenkinsfile.assay',
            text: jenkins(command),
            next: 'Make a pipeline of Jenkinsfile.assay, or take its stage into your own.',
          }
        : { path: 'Jenkinsfile', text: jenkins(command), next: `${NEEDS}: \`${command}\`.` };
    case 'pre-commit':
      return {
        path: '.githooks/pre-commit',
        text: hook(command),
        next: 'Run `chmod +x .githooks/pre-commit` and `git config core.hooksPath .githooks` once in each clone.',
      };
  }
}

const github = (command: string) => `# Scans each push and pull request; findings are shown by code scanning.
name: Assay
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
  security-events: write
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      # Ends with 1 where the gate of .assay/config.toml does not hold.
      - name: Scan
        run: ${command} scan . --format sarif --output assay.sarif
      - name: Hand over the findings
        if: always()
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: assay.sarif
`;

const gitlab = (
  command: string,
) => `# Scans each merge request; findings are shown in its code quality report.
assay:
  stage: test
  image: node:22
  script:
    # Ends with 1 where the gate of .assay/config.toml does not hold.
    - ${command} scan . --format gitlab --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;

const jenkins = (command: string) => `// Scans each build; findings are shown by the warnings plugin.
pipeline {
  agent any
  stages {
    stage('Assay') {
      steps {
        // Ends with 1 where the gate of .assay/config.toml does not hold.
        sh '${command} scan . --format jenkins --output assay-issues.json'
      }
      post {
        always {
          recordIssues tools: [issues(pattern: 'assay-issues.json')]
        }
      }
    }
  }
}
`;

const hook = (command: string) => `#!/bin/sh
# Scans the files that are about to be committed. git commit --no-verify goes without.
set -e
if git diff --cached --quiet --diff-filter=ACMR; then exit 0; fi
git diff --cached --name-only --diff-filter=ACMR -z | xargs -0 ${command} scan --fail-on high
`;
