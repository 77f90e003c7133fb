/**
 * What can be asked for on the command line. Help is printed from the same list that is parsed, so the two
 * cannot drift. Parsing does no work: it only records what was asked.
 */
import { parseArgs } from 'node:util';
import type { AnalysisLevel, Severity } from '../../workers/protocol';
import { UsageError } from './errors';

const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const LEVELS: readonly AnalysisLevel[] = ['deep', 'semgrep'];
const FORMATS = ['text', 'json', 'sarif'] as const;

export type OutputFormat = (typeof FORMATS)[number];

/** A scan as it was asked for. */
export interface ScanOptions {
  paths: string[];
  rules: string[];
  useBuiltin: boolean;
  format: OutputFormat;
  /** File to write to; standard output if missing. */
  output?: string;
  jobs?: number;
  failOn?: Severity;
  include: string[];
  exclude: string[];
  useIgnoreFiles: boolean;
  /** Bytes. */
  maxFileSize?: number;
  /** Folder of the cache. */
  cache?: string;
  usePrefilter: boolean;
  analysis: AnalysisLevel;
  stats: boolean;
}

interface Flag {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** Name of the value in the help. */
  value?: string;
  help: string;
}

const SCAN_FLAGS: Record<string, Flag> = {
  rules: {
    type: 'string',
    multiple: true,
    value: 'FILE|DIR',
    help: 'Also run these rules (file or folder; repeatable)',
  },
  'no-builtin': { type: 'boolean', help: 'Do not run the built-in rules' },
  format: { type: 'string', value: FORMATS.join('|'), help: 'Output format (default: text)' },
  output: { type: 'string', value: 'FILE', help: 'Write findings to this file' },
  jobs: { type: 'string', value: 'N', help: 'Analysis threads (default: one per core)' },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    help: `Exit with 1 if a finding has this severity or higher (${SEVERITIES.join(', ')})`,
  },
  include: { type: 'string', multiple: true, value: 'GLOB', help: 'Scan only files that match (repeatable)' },
  exclude: { type: 'string', multiple: true, value: 'GLOB', help: 'Skip files that match (repeatable)' },
  'no-ignore': { type: 'boolean', help: 'Scan ignored files, dependencies and generated files too' },
  'max-file-size': {
    type: 'string',
    value: 'N',
    help: 'Skip larger files; in bytes, or with K, M or G (default: 20M)',
  },
  cache: { type: 'string', value: 'DIR', help: 'Store results here and reuse them for unchanged files' },
  analysis: {
    type: 'string',
    value: LEVELS.join('|'),
    help: 'How far data is followed: deep (default), or as far as open Semgrep does',
  },
  'no-prefilter': { type: 'boolean', help: 'Run every rule on every file (same findings, slower)' },
  stats: { type: 'boolean', help: 'Print scan statistics as JSON to standard error' },
  help: { type: 'boolean', help: 'Print this help' },
};

/** The help of `assay scan`'s options. */
export function describeFlags(): string {
  const rows = Object.entries(SCAN_FLAGS).map(([name, { value, help }]) => [
    `  --${name}${value ? ` ${value}` : ''}`,
    help,
  ]);
  const width = Math.max(...rows.map(([left]) => left?.length ?? 0)) + 2;
  return rows.map(([left = '', right = '']) => left.padEnd(width) + right).join('\n');
}

/** Reads the arguments after `scan`; undefined means that help was asked for. */
export function parseScan(args: string[]): ScanOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  if (positionals.length === 0) throw new UsageError('Nothing to scan. Usage: assay scan PATH…');
  const one = (name: string) => values[name] as string | undefined;
  const all = (name: string) => (values[name] as string[] | undefined) ?? [];
  const given = <K extends string, V>(key: K, value: V | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { [_ in K]?: V };
  return {
    paths: positionals,
    rules: all('rules'),
    useBuiltin: !values['no-builtin'],
    format: choice('format', one('format') ?? 'text', FORMATS),
    ...given('output', one('output')),
    ...given(
      'jobs',
      optional(one('jobs'), (text) => count('jobs', text)),
    ),
    ...given(
      'failOn',
      optional(one('fail-on'), (text) => choice('fail-on', text, SEVERITIES)),
    ),
    include: all('include'),
    exclude: all('exclude'),
    useIgnoreFiles: !values['no-ignore'],
    ...given(
      'maxFileSize',
      optional(one('max-file-size'), (text) => size('max-file-size', text)),
    ),
    ...given('cache', one('cache')),
    usePrefilter: !values['no-prefilter'],
    analysis: choice('analysis', one('analysis') ?? 'deep', LEVELS),
    stats: values.stats === true,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: SCAN_FLAGS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function choice<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not "${text}"`);
  return found;
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw new UsageError(`--${name} is a number from 1 to 999, not "${text}"`);
  return Number(text);
}

const UNITS: Record<string, number> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

function size(name: string, text: string): number {
  const [, digits, unit = ''] = /^(\d{1,12})([KMG]?)B?$/i.exec(text) ?? [];
  if (digits === undefined) throw new UsageError(`--${name} is a size such as 500000 or 20M, not "${text}"`);
  return Number(digits) * (UNITS[unit.toUpperCase()] ?? 1);
}
