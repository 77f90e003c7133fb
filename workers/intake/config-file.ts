/** Reads one configuration file into values. It is as hostile as the code beside it: every value is checked. */
import {
  CONFIG_SCHEMA,
  CONFIG_VERSION,
  type ConfigLayer,
  type ConfigSchema,
  type ConfigValues,
  FOLDER_SCHEMA,
  type Gate,
  type GateCondition,
} from '../protocol';
import { checkedTable } from './config-check';
import { ConfigProblems, isTable } from './config-problems';
import { migrated } from './config-versions';

/** Rules about the project cost a look at all files together: code that is scanned does not decide on that. */
const NO_ON = 'Rules about the project as a whole are turned on under Rules, or with `--project`.';

/** What one file says. */
export interface ConfigFile {
  values: ConfigValues;
  /** What it goes on from. */
  extends: readonly string[];
  /** The profile that it chooses, and those that it has. */
  profile?: string;
  profiles: Readonly<Record<string, ConfigValues>>;
}

const NOTHING: ConfigFile = { values: {}, extends: [], profiles: {} };

/** @param isOfFolder whether it concerns the files of a folder below the root, and may say less */
export async function readConfigFile(
  text: string,
  problems: ConfigProblems,
  isOfFolder = false,
): Promise<ConfigFile> {
  const { parse } = await import('smol-toml');
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    notToml(error, problems);
    return NOTHING;
  }
  const { version = CONFIG_VERSION } = table;
  if (typeof version === 'number' && version > CONFIG_VERSION) {
    problems.refuse(
      `the configuration has version ${version}; this release of Assay reads versions up to ${CONFIG_VERSION}`,
    );
    return NOTHING;
  }
  return toFile(migrated(table), problems, isOfFolder);
}

function toFile(table: Record<string, unknown>, problems: ConfigProblems, isOfFolder: boolean): ConfigFile {
  const given = isOfFolder ? onlyOfFolders(table, problems) : table;
  const before = unusableGates(given);
  const all = checkedTable(isOfFolder ? FOLDER_SCHEMA : CONFIG_SCHEMA, given, problems) ?? {};
  const { extends: extended, profile, profiles = {}, version: _, ...rest } = all;
  return {
    values: toValues(rest, given, before.has(''), problems),
    extends: typeof extended === 'string' ? [extended] : ((extended as string[] | undefined) ?? []),
    ...(typeof profile === 'string' && { profile }),
    profiles: Object.fromEntries(
      Object.entries(profiles as Record<string, Record<string, unknown>>).map(([name, values]) => [
        name,
        toValues(values, tableIn(given.profiles, name), before.has(name), problems),
      ]),
    ),
  };
}

/** What counts for the project as a whole is named, and dropped. */
function onlyOfFolders(table: Record<string, unknown>, problems: ConfigProblems): Record<string, unknown> {
  const isOfAll = (key: string) =>
    Object.hasOwn(CONFIG_SCHEMA.properties ?? {}, key) && !Object.hasOwn(FOLDER_SCHEMA.properties ?? {}, key);
  for (const key of Object.keys(table).filter(isOfAll))
    problems.tell(`\`${key}\` counts only in the configuration at the root`, undefined);
  return Object.fromEntries(Object.entries(table).filter(([key]) => !isOfAll(key)));
}

/** A gate that is understood in part would let through what it was written to stop: names of those that are, '' the file's own. */
function unusableGates(table: Record<string, unknown>): Set<string> {
  const profiles = isTable(table.profiles) ? Object.entries(table.profiles) : [];
  const all: [string, unknown][] = [['', table], ...profiles];
  return new Set(all.flatMap(([name, one]) => (isTable(one) && isUnusable(one.gate) ? [name] : [])));
}

function isUnusable(gate: unknown): boolean {
  if (gate === undefined) return false;
  const problems = new ConfigProblems('');
  const schema: ConfigSchema = { properties: { gate: CONFIG_SCHEMA.properties?.gate ?? {} } };
  checkedTable(schema, { gate }, problems);
  return problems.all.length > 0;
}

/** Keys as they are in files, and as they are in the contract. */
const KEYS = {
  'min-severity': 'minSeverity',
  'min-confidence': 'minConfidence',
  'leave-out': 'leaveOut',
  'threat-models': 'threatModels',
} as const;

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function tableIn(tables: unknown, name: string): Record<string, unknown> {
  const table = isTable(tables) ? tables[name] : undefined;
  return isTable(table) ? table : {};
}

/** @param given what stands in the file, right or wrong */
function toValues(
  table: Record<string, unknown>,
  given: Record<string, unknown>,
  isUnusableGate: boolean,
  problems: ConfigProblems,
): ConfigValues {
  const { gate, rules, ...others } = table;
  const read = Object.entries(others)
    // Where no name of a list is right, what was meant is not known; an empty one means that nothing is.
    .filter(([key, value]) => !isEmptyList(value) || isEmptyList(given[key]))
    .map(([key, value]) => [key in KEYS ? KEYS[key as keyof typeof KEYS] : key, value]);
  return {
    ...(Object.fromEntries(read) as ConfigValues),
    ...(isTable(rules) && { rules: rulesOf(rules, problems) }),
    ...((gate !== undefined || isUnusableGate) && { gate: isUnusableGate ? 'unusable' : gateOf(gate) }),
  };
}

function rulesOf(
  rules: Record<string, unknown>,
  problems: ConfigProblems,
): NonNullable<ConfigLayer['values']['rules']> {
  const entries = Object.entries(rules as NonNullable<ConfigValues['rules']>).filter(([id, value]) => {
    const isWrong = value === 'on' && id.startsWith('project/');
    if (isWrong) problems.tell(`\`${id}\` cannot be turned on here`, NO_ON);
    return !isWrong;
  });
  return Object.fromEntries(entries);
}

function gateOf(gate: unknown): Gate {
  const conditions = (Array.isArray(gate) ? gate : [gate]) as Partial<GateCondition>[];
  return conditions.map(({ new: onlyNew = false, max = 0, ...others }) => ({ new: onlyNew, ...others, max }));
}

function notToml(error: unknown, problems: ConfigProblems): void {
  const { line, column, message } = error as { line?: number; column?: number; message?: string };
  const reason = (message ?? '').split('\n')[0]?.replace(/^Invalid TOML document: /, '');
  problems.refuse(`the configuration is not valid TOML: ${reason}`, {
    ...(line && { line }),
    ...(column && { col: column }),
  });
}
