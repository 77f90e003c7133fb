/** `assay scan`: what it can be told. Flags, their help and what is refused follow from the schema. */
import { DEFAULT_THREAT_MODELS, PROFILES, SEVERITIES, THREAT_MODELS } from '../../../workers/protocol';
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import {
  Fields,
  Flag,
  List,
  OneOf,
  Optional,
  type Static,
  Text,
  Whole,
} from '../../kernel/operations/schema';
import { BASELINE_PATH } from '../../share';

const input = Fields({
  paths: List(Text(), { positional: 'Nothing to scan', valueName: 'PATH…', minItems: 1 }),
  rules: Optional(
    List(Text(), { valueName: 'FILE|DIR', description: 'Also run these rules (file or folder; repeatable)' }),
  ),
  noBuiltin: Optional(Flag({ description: 'Do not run the built-in rules' })),
  format: Optional(
    OneOf(['text', 'json', 'sarif', 'markdown', 'github', 'gitlab', 'jenkins'], {
      description:
        'Output format: text (default), json, sarif, a Markdown summary for pull requests, annotations of a GitHub workflow, a GitLab Code Quality report, or issues for Jenkins’ warnings plugin',
    }),
  ),
  output: Optional(Text({ valueName: 'FILE', description: 'Write findings to this file' })),
  badge: Optional(
    Text({
      valueName: 'FILE',
      description: 'Write a badge to this file, an SVG picture that says how it went',
    }),
  ),
  jobs: Optional(
    Whole({
      minimum: 1,
      maximum: 999,
      valueName: 'N',
      description: 'Analysis threads (default: one per core)',
    }),
  ),
  baseline: Optional(
    Text({
      valueName: 'FILE',
      description:
        'Compare with a baseline, or with JSON or SARIF of an earlier scan: only new findings are listed and fail',
    }),
  ),
  writeBaseline: Optional(
    Text({
      valueName: 'FILE',
      description: `Write the findings to this file as the baseline of later scans (usually ${BASELINE_PATH})`,
    }),
  ),
  failOn: Optional(
    OneOf([...SEVERITIES], {
      valueName: 'SEVERITY',
      description: `Exit with 1 if a finding has this severity or higher (${SEVERITIES.join(', ')})`,
    }),
  ),
  include: Optional(
    List(Text(), { valueName: 'GLOB', description: 'Scan only files that match (repeatable)' }),
  ),
  exclude: Optional(List(Text(), { valueName: 'GLOB', description: 'Skip files that match (repeatable)' })),
  noIgnore: Optional(Flag({ description: 'Scan ignored files, dependencies and generated files too' })),
  profile: Optional(
    Text({
      valueName: 'NAME',
      description: `Use this profile of the configuration, or ${Object.keys(PROFILES).join(', ')}`,
    }),
  ),
  noConfig: Optional(
    Flag({
      description:
        'Read no configuration, neither the project’s own .assay/config.toml nor yours, and no decisions in .assay/triage',
    }),
  ),
  maxFileSize: Optional(
    Text({
      pattern: '^\\d{1,12}[KMGkmg]?[Bb]?$',
      shape: 'a size such as 500000 or 20M',
      valueName: 'N',
      description: 'Skip larger files; in bytes, or with K, M or G (default: 20M)',
    }),
  ),
  cache: Optional(
    Text({ valueName: 'DIR', description: 'Store results here and reuse them for unchanged files' }),
  ),
  analysis: Optional(
    OneOf(['deep', 'semgrep'], {
      description: 'How far data is followed: deep (default), or as far as open Semgrep does',
    }),
  ),
  threatModels: Optional(
    List(OneOf([...THREAT_MODELS]), {
      minItems: 1,
      valueName: 'MODEL,…',
      description: `Which sources of data count (default: ${DEFAULT_THREAT_MODELS.join()}): ${THREAT_MODELS.join(', ')}`,
    }),
  ),
  project: Optional(
    Flag({
      description:
        'Also run the rules about the project as a whole, such as import cycles and files that nothing imports',
    }),
  ),
  watch: Optional(
    Flag({
      description:
        'Scan again whenever files change, and print what is new and what is gone, with --format json as a line of JSON for each change. Ctrl C ends it, with the exit code of the last scan',
    }),
  ),
  noPrefilter: Optional(Flag({ description: 'Run every rule on every file (same findings, slower)' })),
  stats: Optional(Flag({ description: 'Print scan statistics as JSON to standard error' })),
});

/** A scan as it was asked for. */
export type ScanInput = Static<typeof input>;

export const scan = operation({
  id: 'scan',
  title: 'Scan files and folders',
  description: 'Reads files, runs rules on them and prints what they find.',
  group: 'Command line',
  input,
  examples: [{ paths: ['src'] }, { paths: ['.'], format: 'sarif', maxFileSize: '20M', failOn: 'high' }],
  changes: 'outside',
  notOn: OF_THE_RUNNER,
  run: async (asked) =>
    asked.watch ? (await import('../watch')).watch(asked) : (await import('../scan')).scan(asked),
});
