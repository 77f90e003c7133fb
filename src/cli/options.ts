/** A scan as it was asked for, in the terms of those who do it. */
import {
  type AnalysisLevel,
  choiceOfConfig,
  DEFAULT_THREAT_MODELS,
  type FindingsChoice,
  notWanted,
  type ProjectConfig,
  type RuleInfo,
  type Severity,
  type ThreatModel,
} from '../../workers/protocol';
import type { ScanInput } from './operations/scan';

export interface ScanOptions {
  paths: string[];
  rules: string[];
  useBuiltin: boolean;
  format: NonNullable<ScanInput['format']>;
  /** File to write to; standard output if missing. */
  output?: string;
  /** File to write a badge to. */
  badge?: string;
  jobs?: number;
  failOn?: Severity;
  /** Findings of an earlier scan to compare with. */
  baseline?: string;
  /** File to write the baseline to. */
  writeBaseline?: string;
  include: string[];
  exclude: string[];
  useIgnoreFiles: boolean;
  /** Bytes. */
  maxFileSize?: number;
  /** Folder of the cache. */
  cache?: string;
  usePrefilter: boolean;
  analysis: AnalysisLevel;
  /** Whether the project's own configuration counts. */
  useConfig: boolean;
  /** Which sources of data count. */
  threatModels: readonly ThreatModel[];
  /** Ids of rules that are off, and severities that rules have instead of their own. */
  disabled: readonly string[];
  severities: Readonly<Record<string, Severity>>;
  /** The profile of the configuration that was asked for. */
  profile?: string;
  /** Which findings count. */
  choice: FindingsChoice;
  /** Whether the rules about the project as a whole run. */
  project: boolean;
  stats: boolean;
}

/** Fills in what was not said. */
export function scanOptions(input: ScanInput): ScanOptions {
  const { paths, output, badge, jobs, baseline, writeBaseline, failOn, maxFileSize, cache } = input;
  return {
    paths,
    rules: input.rules ?? [],
    useBuiltin: !input.noBuiltin,
    format: input.format ?? 'text',
    ...(output !== undefined && { output }),
    ...(badge !== undefined && { badge }),
    ...(jobs !== undefined && { jobs }),
    ...(baseline !== undefined && { baseline }),
    ...(writeBaseline !== undefined && { writeBaseline }),
    ...(failOn !== undefined && { failOn }),
    include: input.include ?? [],
    exclude: input.exclude ?? [],
    useIgnoreFiles: !input.noIgnore,
    ...(maxFileSize !== undefined && { maxFileSize: bytesOf(maxFileSize) }),
    ...(cache !== undefined && { cache }),
    usePrefilter: !input.noPrefilter,
    analysis: input.analysis ?? 'deep',
    useConfig: !input.noConfig,
    threatModels: input.threatModels ?? DEFAULT_THREAT_MODELS,
    disabled: [],
    severities: {},
    ...(input.profile !== undefined && { profile: input.profile }),
    choice: {},
    project: input.project === true,
    stats: input.stats === true,
  };
}

/** The same with what configurations say; what was asked for goes first. */
export function withConfig(
  options: ScanOptions,
  input: Pick<ScanInput, 'threatModels'>,
  config: ProjectConfig,
  builtin: readonly RuleInfo[],
): ScanOptions {
  return {
    ...options,
    exclude: [...options.exclude, ...config.ignore],
    threatModels: input.threatModels ?? config.threatModels ?? options.threatModels,
    disabled: [...new Set([...config.off, ...notWanted(config, builtin)])],
    choice: choiceOfConfig(config),
    severities: config.severities,
  };
}

const UNITS: Record<string, number> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Of a size such as `500000`, `20M` or `20MB`, which its schema has let through. */
function bytesOf(size: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([KMG]?)/i.exec(size) ?? [];
  return Number(digits) * (UNITS[unit.toUpperCase()] ?? 1);
}
