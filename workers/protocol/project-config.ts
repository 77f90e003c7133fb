/**
 * What configurations say of how a project is scanned. That of a project, `.assay/config.toml`, comes with the code under
 * analysis, so whatever it takes out of the results is told with them.
 */
import { CONCERNS, type Concern, concernOf } from './concerns';
import type { LeftOut } from './config-schema';
import { nearestOf } from './edit-distance';
import type { Confidence, Problem, RuleInfo, Severity } from './engine';
import type { Gate } from './gate';
import type { ThreatModel } from './threats';

export const CONFIG_PATH = '.assay/config.toml';

/** Which of a file's findings count, and how much; what is missing changes nothing. */
export interface FindingsChoice {
  /** Ids of rules that are off there. */
  off?: readonly string[];
  /** Severities that rules have there, by id. */
  severities?: Readonly<Record<string, Severity>>;
  minSeverity?: Severity;
  minConfidence?: Confidence;
  leaveOut?: readonly LeftOut[];
}

/** What one file, or one profile of it, says; what it does not say is missing. */
export interface ConfigValues {
  concerns?: readonly Concern[];
  ignore?: readonly string[];
  rules?: Readonly<Record<string, Severity | 'off' | 'on'>>;
  minSeverity?: Severity;
  minConfidence?: Confidence;
  leaveOut?: readonly LeftOut[];
  threatModels?: readonly ThreatModel[];
  packs?: Readonly<Record<string, 'on' | 'off'>>;
  gate?: Gate;
}

/** Values and where they come from, such as `.assay/config.toml` or `.assay/config.toml, profile ci`. */
export interface ConfigLayer {
  from: string;
  values: ConfigValues;
}

export interface ProjectConfig {
  /** Which built-in rules run, by what they are about; all if nothing is said. */
  concerns?: readonly Concern[];
  /** Which sources of data count; missing if nothing is said. */
  threatModels?: readonly ThreatModel[];
  /** Ids of rules that are off. */
  off: readonly string[];
  /** Severities that rules have instead of their own, by id. */
  severities: Readonly<Record<string, Severity>>;
  minSeverity?: Severity;
  minConfidence?: Confidence;
  leaveOut?: readonly LeftOut[];
  /** Globs of files that are left out, as in `.gitignore`. */
  ignore: readonly string[];
  /** Packs that are switched. */
  packs?: Readonly<Record<string, 'on' | 'off'>>;
  /** What a scan may find at most; missing if nothing is said. */
  gate?: Gate;
  /** What in it means nothing. */
  problems: readonly Problem[];
  /** What it was put together from, the first one below the others. */
  layers: readonly ConfigLayer[];
}

export const NO_CONFIG: ProjectConfig = { off: [], severities: {}, ignore: [], problems: [], layers: [] };

/** A folder's own configuration, which concerns the files below it. */
export interface FolderConfig {
  folder: string;
  ignore: readonly string[];
  choice: FindingsChoice;
  problems: readonly Problem[];
}

/** Puts layers together: later ones win, lists of patterns are joined. */
export function joinLayers(layers: readonly ConfigLayer[], problems: readonly Problem[] = []): ProjectConfig {
  const all = layers.map(({ values }) => values);
  const last = <Key extends keyof ConfigValues>(key: Key) =>
    all.findLast((values) => values[key] !== undefined)?.[key];
  const single = {
    ...{ concerns: last('concerns'), threatModels: last('threatModels'), gate: last('gate') },
    ...{ minSeverity: last('minSeverity'), minConfidence: last('minConfidence'), leaveOut: last('leaveOut') },
  };
  const rules = [...new Map(all.flatMap((values) => Object.entries(values.rules ?? {})))];
  const packs = Object.fromEntries(all.flatMap((values) => Object.entries(values.packs ?? {})));
  return {
    ...withoutMissing(single),
    off: rules.flatMap(([id, value]) => (value === 'off' ? [id] : [])),
    severities: Object.fromEntries(
      rules.filter((one): one is [string, Severity] => one[1] !== 'off' && one[1] !== 'on'),
    ),
    ignore: all.flatMap(({ ignore }) => ignore ?? []),
    ...(Object.keys(packs).length > 0 && { packs }),
    problems,
    layers,
  };
}

/** What a person says for all projects, below what a project says. What the person turned off stays off. */
export function joinConfigs(person: ProjectConfig, project: ProjectConfig): ProjectConfig {
  const joined = joinLayers([...person.layers, ...project.layers], [...person.problems, ...project.problems]);
  const off = [...new Set([...person.off, ...project.off])];
  return { ...joined, off };
}

function withoutMissing<T extends object>(values: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

/** What becomes of all findings. Rules that are off and severities are the engine's business. */
export function choiceOfConfig({ minSeverity, minConfidence, leaveOut }: ProjectConfig): FindingsChoice {
  return withoutMissing({ minSeverity, minConfidence, leaveOut });
}

/** Whether a choice changes anything. */
export function isEmptyChoice({ off, severities, ...others }: FindingsChoice): boolean {
  const counts = [off?.length ?? 0, Object.keys(severities ?? {}).length, Object.keys(others).length];
  return counts.every((count) => count === 0);
}

/** What stands between the hash of a file's content and the mark of what folders say of it. */
export const HASH_MARK = '+';

/** The part of a hash that is about the content alone. */
export function contentHash(hash: string): string {
  return hash.split(HASH_MARK, 1)[0] ?? hash;
}

/** What holds in a folder: what it says itself, over what holds around it. */
export function joinChoices(outer: FindingsChoice, inner: FindingsChoice): FindingsChoice {
  const severities = { ...outer.severities, ...inner.severities };
  // What is given a severity further in is on again there.
  const stillOff = (outer.off ?? []).filter((id) => inner.severities?.[id] === undefined);
  const off = [...new Set([...stillOff, ...(inner.off ?? [])])];
  const { off: _, ...around } = outer;
  return {
    ...around,
    ...inner,
    ...(off.length > 0 && { off }),
    ...(Object.keys(severities).length > 0 && { severities }),
  };
}

/**
 * Ids of the built-in rules that need not run, since they are about other things than was asked for. Those that are too mild
 * or not sure enough run all the same: a folder may want them, and findings that do not count are taken out file by file.
 */
export function notWanted(config: ProjectConfig, builtin: readonly RuleInfo[]): string[] {
  const { concerns } = config;
  if (!concerns) return [];
  return builtin
    .filter((rule) => {
      const concern = concernOf(rule);
      return concern !== undefined && !concerns.includes(concern);
    })
    .map(({ id }) => id);
}

/** What a configuration changes, in words; nothing where it changes nothing. */
export function describeConfig(config: ProjectConfig): string | undefined {
  const { threatModels, off, severities, ignore, packs = {} } = config;
  const changed = Object.keys(severities).length;
  const packsOff = Object.values(packs).filter((state) => state === 'off').length;
  const parts = [
    config.concerns &&
      `runs only rules about: ${config.concerns.map((one) => CONCERNS[one].toLowerCase()).join(', ') || 'nothing'}`,
    off.length > 0 && `turns ${counted(off.length, 'rule')} off`,
    changed > 0 && `changes the severity of ${counted(changed, 'rule')}`,
    ...describeChoice(config),
    ignore.length > 0 && `leaves out files that match ${counted(ignore.length, 'pattern')}`,
    threatModels && `takes as sources of data: ${threatModels.join(', ') || 'none'}`,
    packsOff > 0 && `turns ${counted(packsOff, 'pack')} off`,
  ].filter((part) => part !== false && part !== undefined);
  return parts.length > 0 ? `${subjectOf(config)} ${parts.join('; ')}.` : undefined;
}

function subjectOf({ layers }: ProjectConfig): string {
  const profile = layers.find(({ from }) => from.startsWith(PROFILE))?.from;
  if (profile === undefined) return `The project’s own ${CONFIG_PATH}`;
  return layers.length > 1 ? `The project’s own ${CONFIG_PATH} with the ${profile}` : `The ${profile}`;
}

const PROFILE = 'profile ';

/** The same of the configurations of folders. */
export function describeFolders(folders: readonly FolderConfig[]): string | undefined {
  const told = folders.flatMap(({ folder, ignore, choice }) => {
    const { off = [], severities = {} } = choice;
    const changed = Object.keys(severities).length;
    const parts = [
      off.length > 0 && `turns ${counted(off.length, 'rule')} off`,
      changed > 0 && `changes the severity of ${counted(changed, 'rule')}`,
      ...describeChoice(choice),
      ignore.length > 0 && `leaves out files that match ${counted(ignore.length, 'pattern')}`,
    ].filter((part) => part !== false && part !== undefined);
    return parts.length > 0 ? [`${folder}/${CONFIG_PATH} ${parts.join('; ')}.`] : [];
  });
  const shown = told.slice(0, MOST_FOLDERS);
  const more = told.length - shown.length;
  if (more > 0) shown.push(`And ${counted(more, 'more folder')} with a configuration.`);
  return shown.length > 0 ? shown.join(' ') : undefined;
}

const MOST_FOLDERS = 5;

const SORTS: Record<LeftOut, string> = {
  tests: 'tests and examples',
  'third-party': 'third-party code',
  generated: 'generated code',
};

function describeChoice({ minSeverity, minConfidence, leaveOut = [] }: FindingsChoice): (string | false)[] {
  const least = [
    minSeverity !== undefined && `${minSeverity} severity`,
    minConfidence !== undefined && `${minConfidence} confidence`,
  ].filter((one) => one !== false);
  return [
    least.length > 0 && `leaves out findings below ${least.join(' or ')}`,
    leaveOut.length > 0 && `leaves out findings in ${leaveOut.map((sort) => SORTS[sort]).join(', ')}`,
  ];
}

/** Rules as they are with the severities that were chosen for them. */
export function withSeverities(
  rules: readonly RuleInfo[],
  { severities }: Pick<ProjectConfig, 'severities'>,
): RuleInfo[] {
  return rules.map((rule) => {
    const chosen = [rule.id, ...(rule.aliases ?? [])].map((id) => severities[id]).find((one) => one);
    return chosen && rule.severity ? { ...rule, severity: chosen } : rule;
  });
}

/** Rules that it names and that are none. */
export function unknownRules(
  { off, severities }: Pick<ProjectConfig, 'off' | 'severities'>,
  rules: readonly RuleInfo[],
  path = CONFIG_PATH,
): Problem[] {
  const known = new Set(rules.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]));
  const unknown = [...off, ...Object.keys(severities)].filter((id) => !known.has(id));
  return unknown.map((id) => {
    const nearest = nearestOf(id, known);
    const help = nearest && { help: `Did you mean \`${nearest}\`?` };
    return { kind: 'unsupported', message: `unknown rule \`${id}\``, path, ...help };
  });
}

/** What is wrong with the configurations of folders, the rules that they name and that are none among it. */
export function problemsOfFolders(folders: readonly FolderConfig[], rules: readonly RuleInfo[]): Problem[] {
  return folders.flatMap(({ folder, choice: { off = [], severities = {} }, problems }) => [
    ...problems,
    ...unknownRules({ off, severities }, rules, `${folder}/${CONFIG_PATH}`),
  ]);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
