/**
 * The rules that scans run with: the built-in pack, the person's own files and those of the project.
 * One of the engines loads them; the list and its search live in the store.
 */
import { createMemo, createRoot, createSignal } from 'solid-js';
import { languagesOfOwnRules } from '../../workers/pool';
import {
  DEFAULT_THREAT_MODELS,
  explain,
  type LoadedRules,
  NO_CONFIG,
  notWanted,
  type Problem,
  presentIds,
  type RuleChoice,
  type RuleInfo,
  type RuleOrigin,
  type RulePack,
  type RuleSource,
  STORE_SETTINGS,
  THREAT_NAMES,
  type Threat,
  withSeverities,
} from '../../workers/protocol';
import { notifyError } from '../kernel/notices';
import { createSetting, someOfWords } from '../kernel/settings';
import { fetchAsset } from '../platform';
import { onStoreChange, store } from './backend';
import { loadIntoEngines, pool } from './engine';
import { isScanning, patchScan, scanState } from './scan-state';
import { noteRenamedRules } from './session';

/** A rule file the person brought. */
export interface UserRuleFile {
  path: string;
  text: string;
}

/** Which sources of data count. */
const [threatModels, keepThreatModels] = createSetting<readonly Threat[]>(
  'threat-models',
  THREAT_NAMES.filter((name) => DEFAULT_THREAT_MODELS.includes(name)),
  someOfWords(THREAT_NAMES),
);

const none: Problem[] = [];

const [loaded, setLoaded] = createSignal<LoadedRules>();
/** What is wrong with patterns, which shows only when they are compiled. */
const [patternProblems, setPatternProblems] = createSignal(none);
const [userFiles, setUserFiles] = createSignal<readonly UserRuleFile[]>([]);
/** What makes a set of rules; `own` are those among the disabled that the person switched off. */
type RuleSet = Required<RuleChoice> & { own: readonly string[] };
/** What the open project says of rules. */
let projectConfig = NO_CONFIG;
/** What the pool's engines hold now or will hold soon, so that they are not loaded twice with the same. */
let inEngines: (RuleSet & { result: Promise<LoadedRules> }) | undefined;
/** The set that the page shows. */
let shown: RuleSet | undefined;
let lastStored = '';
/**
 * How long a scan may keep the list of rules from being stored, and how often it is looked whether it still does; ms.
 * The first time that takes the database a third of a second.
 */
const LIST_WAIT_MS = 4000;
const LIST_LOOK_MS = 250;

/** The built-in rules, fetched once. */
const rulePack = fetchedOnce<RulePack>('rules/builtin.json', 'The built-in rules');
/** The cases of each built-in rule as Markdown, by id. */
const ruleCases = fetchedOnce<Record<string, string>>('rules/cases.json', 'The examples of the rules');

/** A JSON file of the site, fetched when it is first wanted; again where that failed. */
function fetchedOnce<T>(path: string, what: string): () => Promise<T> {
  let fetched: Promise<T> | undefined;
  return () => {
    fetched ??= fetchAsset(path, what).then(async (blob) => JSON.parse(await blob.text()) as T);
    fetched.catch(() => {
      fetched = undefined;
    });
    return fetched;
  };
}

/**
 * Loads the rule set into the engines and the list into the store.
 * @param project rule files that lie in the project
 * @param config what the project says of rules; as the last time if left out
 */
export async function loadRules(
  project: readonly UserRuleFile[] = [],
  config = projectConfig,
): Promise<LoadedRules> {
  projectConfig = config;
  const [builtin, own] = await Promise.all([rulePack(), store.userRuleFiles()]);
  const renamed = presentIds(builtin.list);
  // Before a scan compares what it finds with what is stored.
  await store.renameRules(renamed);
  noteRenamedRules(renamed);
  const off = await store.query('disabledRules', {});
  setUserFiles(own);
  const sources: RuleSource[] = [
    ...builtin.sources,
    ...own.map((file) => ({ ...file, origin: 'user' as const })),
    ...project.map((file) => ({ ...file, origin: 'project' as const })),
  ];
  const { threatModels: models = threatModels(), severities } = config;
  const disabled = [...new Set([...off, ...config.off, ...notWanted(config, builtin.list)])];
  const set = { sources, disabled, threatModels: models, severities, own: off };
  const result = await intoEngines(builtin, set);
  if (shown === undefined || !sameRules(shown, set)) show(set, result);
  return result;
}

/** Gives the engines the built-in rules before the database has told of others and of those switched off: mostly it has none. */
export async function warmEngines(): Promise<void> {
  const builtin = await rulePack();
  if (inEngines === undefined) {
    const nothing = { disabled: [], severities: {}, own: [] };
    await intoEngines(builtin, { sources: builtin.sources, threatModels: threatModels(), ...nothing });
  }
}

function intoEngines(builtin: RulePack, set: RuleSet): Promise<LoadedRules> {
  if (inEngines && sameRules(inEngines, set)) return inEngines.result;
  const result = loadIntoEngines(set).then((loaded) => ({
    ...loaded,
    rules: [...withSeverities(builtin.list, set), ...loaded.rules],
  }));
  const mine = { ...set, result };
  inEngines = mine;
  result.catch(() => {
    if (inEngines === mine) inEngines = undefined;
  });
  return result;
}

function show(set: RuleSet, result: LoadedRules): void {
  shown = set;
  setLoaded(result);
  setPatternProblems(none);
  // What a scan said of rules, it said of those that it ran with.
  patchScan({ problems: scanState().problems.filter((problem) => !isAboutRules(problem)) });
  void whenThereIsTime().then(async () => {
    if (shown !== set) return;
    await storeRules(result, [...set.own]).catch((error) => {
      // A full disk is told once, by the scan, which can do something about it.
      if (explain(error).code !== 'quota-exceeded')
        notifyError(error, 'The list of rules could not be saved');
    });
  });
}

/** The first scan of a visit goes first, for a while. */
async function whenThereIsTime(): Promise<void> {
  if (lastStored !== '') return;
  for (let waited = 0; isScanning() && waited < LIST_WAIT_MS; waited += LIST_LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LIST_LOOK_MS));
  }
}

/**
 * Compiles the rules that are not built in, so that a pattern that cannot be read is told even where no file
 * made an engine look at it. Returns all that is wrong with the rules. Not while a scan runs: it would wait.
 */
export async function checkOwnRules(result: LoadedRules): Promise<Problem[]> {
  const languages = languagesOfOwnRules(result);
  const found = languages.length > 0 ? await pool.compileRules(languages) : none;
  if (loaded() === result) setPatternProblems(found);
  return [...result.problems, ...found];
}

/** The database is another one than before, and has no list yet. */
export async function storeRulesAgain(): Promise<void> {
  lastStored = '';
  const set = inEngines;
  if (set !== undefined) await storeRules(await set.result, [...set.own]);
}

async function storeRules(result: LoadedRules, disabled: string[]): Promise<void> {
  const fingerprint = `${result.hash} ${disabled.join(' ')}`;
  if (fingerprint === lastStored) return;
  lastStored = fingerprint;
  await store.putRules(result.rules, disabled);
}

function sameRules(a: RuleSet, b: RuleSet): boolean {
  if (a.sources.length !== b.sources.length) return false;
  if (a.disabled.join('\n') !== b.disabled.join('\n')) return false;
  if (a.threatModels.join() !== b.threatModels.join()) return false;
  if (a.own.join('\n') !== b.own.join('\n')) return false;
  if (JSON.stringify(a.severities) !== JSON.stringify(b.severities)) return false;
  // Texts of a megabyte, but of the built-in ones it is the same objects again.
  return a.sources.every((source, at) => source === b.sources[at] || isSameSource(source, b.sources[at]));
}

function isSameSource(a: RuleSource, b: RuleSource | undefined): boolean {
  return a.path === b?.path && a.origin === b.origin && a.text === b.text;
}

/** Follows rule files and switches that another tab changes. */
export function followRules(): () => void {
  return onStoreChange((change) => {
    if (change.tables.includes('rules')) void store.userRuleFiles().then(setUserFiles);
  });
}

/** Switches a rule on or off; scans from now on go by it. Answers with whether it takes a scan to see what it finds. */
async function setEnabled(id: string, on: boolean): Promise<boolean> {
  if (isOfProject(id)) {
    await turnOn(id, on);
    return false;
  }
  const disabled = new Set(await store.query('disabledRules', {}));
  if (on) disabled.delete(id);
  else disabled.add(id);
  await store.putRules([...(loaded()?.rules ?? [])], [...disabled].sort());
  await loadRules(projectSources());
  return true;
}

/** Rules about the project as a whole are off unless they are turned on; no engine is loaded with them. */
function isOfProject(id: string): boolean {
  return loaded()?.rules.some((rule) => rule.id === id && rule.dialect === 'project') ?? false;
}

async function turnOn(id: string, on: boolean): Promise<void> {
  const turnedOn = new Set(await turnedOnRules());
  if (on) turnedOn.add(id);
  else turnedOn.delete(id);
  const list = [...turnedOn].sort().join('\n');
  await store.setSetting(STORE_SETTINGS.turnedOn, list === '' ? undefined : list);
}

/** Ids of the rules that are off unless they are turned on, and were. */
export async function turnedOnRules(): Promise<string[]> {
  const list = await store.query('setting', { key: STORE_SETTINGS.turnedOn });
  return list?.split('\n') ?? [];
}

/** Adds rule files and loads them. Returns what is wrong in them; the good rules are kept all the same. */
async function importFiles(files: readonly File[]): Promise<Problem[]> {
  const names = files.map((file) => file.name);
  for (const file of files) await store.putUserRuleFile(file.name, await file.text());
  const problems = await checkOwnRules(await loadRules(projectSources()));
  return problems.filter(({ path }) => path !== undefined && names.includes(path));
}

async function removeUserFile(path: string): Promise<void> {
  await store.deleteUserRuleFile(path);
  await loadRules(projectSources());
}

/** Chooses which sources of data count; scans from now on go by it. */
async function setThreatModels(models: readonly Threat[]): Promise<void> {
  keepThreatModels(THREAT_NAMES.filter((name) => models.includes(name)));
  await loadRules(projectSources());
}

function projectSources(): UserRuleFile[] {
  return (shown?.sources ?? []).filter(({ origin }) => origin === 'project');
}

/** What there is to say of the built-in rules; no engine is needed for it. */
async function builtin(): Promise<readonly RuleInfo[]> {
  return (await rulePack()).list;
}

/** The text of a rule file, as it was loaded; undefined where it is gone. */
async function sourceOf(path: string, origin: RuleOrigin): Promise<string | undefined> {
  const sources = shown?.sources ?? (await rulePack()).sources;
  return sources.find((source) => source.path === path && source.origin === origin)?.text;
}

/** The lists of sources and sanitizers that rules may refer to. */
async function lists(): Promise<RuleSource[]> {
  return (await rulePack()).sources.filter(({ path }) => path.startsWith('builtin/lists/'));
}

/** The good and bad code of a built-in rule as Markdown. */
async function casesOf(id: string): Promise<string | undefined> {
  return (await ruleCases())[id];
}

function isAboutRules({ kind }: Problem): boolean {
  return kind === 'bad-rule' || kind === 'unsupported';
}

/** What loading found, and what was found when patterns were compiled for a language; each once. */
function problems(): Problem[] {
  const all = [
    ...(loaded()?.problems ?? none),
    ...patternProblems(),
    ...scanState().problems.filter(isAboutRules),
  ];
  return [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()];
}

const titles = createRoot(() =>
  createMemo(
    () => new Map(loaded()?.rules.flatMap(({ id, title }) => (title ? [[id, title] as const] : []))),
  ),
);

/** The usual name of what a rule finds, where it has one. */
function titleOf(id: string): string | undefined {
  return titles().get(id);
}

/** Ids of rules that cannot do what they are for. */
function brokenIds(): ReadonlySet<string> {
  return new Set(problems().flatMap(({ ruleId }) => ruleId ?? []));
}

/** The rules of scans; `problems`, `brokenIds`, `titleOf`, `infos`, `userFiles` and `threatModels` are signals. */
export const rules = {
  setEnabled,
  threatModels,
  setThreatModels,
  importFiles,
  removeUserFile,
  casesOf,
  lists,
  sourceOf,
  builtin,
  userFiles,
  problems,
  brokenIds,
  titleOf,
  infos: (): readonly RuleInfo[] => loaded()?.rules ?? [],
};
