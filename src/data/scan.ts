/**
 * A run from start to end. The page hands each worker its ports and then only counts what they tell:
 * files go from intake to the engines and results from there to the store without passing here.
 */
import {
  type AnalysisOptions,
  type AnalysisProgress,
  AssayError,
  choiceOfConfig,
  type ErrorEnvelope,
  explain,
  type IntakeOptions,
  type IntakeTotals,
  isEmptyChoice,
  type Problem,
  type Project,
  type ProjectConfig,
  type ProjectSource,
  presentIds,
  problemsOfPacks,
  type RunEnd,
  rulesOfPacks,
  STORE_SETTINGS,
  unknownRules,
} from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { currentRoute, navigate } from '../kernel/router';
import { createSetting, numberWithin } from '../kernel/settings';
import { engineHash, type ListedFolder, listFolder, requestPersistence } from '../platform';
import { intake, intakePort, store, storeLost, storePort, watchStore } from './backend';
import { takeBaseline } from './baseline';
import { pool } from './engine';
import { exampleSource } from './example';
import { offerFoundRules, projectRules } from './found-rules';
import { judgeGate } from './gate';
import {
  attach,
  closeProject,
  currentProject,
  currentProjectId,
  enterProject,
  isAttached,
  openHandle,
  regrantHandle,
  reusableProject,
  whenProjectGoes,
} from './project';
import { folderProblems, NOTHING_USED, projectConfig, type UsedConfig } from './project-config';
import { noteSummariesHeld, stopIndexing } from './project-index';
import { refreshQueries, resumeQueries, settleQueries } from './query';
import { checkOwnRules, loadRules, rules, storeRulesAgain } from './rules';
import { idleScan, isScanning, patchScan, resetScan, type ScanState, scanState } from './scan-state';
import { resetSession } from './session';
import { useMemory, whyNotStored } from './storage';
import { takeTeam } from './team';

const MB = 1024 * 1024;
/** MB; larger files are shown as skipped. */
export const [maxFileMb, setMaxFileMb] = createSetting('max-file-mb', 20, numberWithin(1, 512));
/** Seconds; a file that takes longer is cut off and says so. */
export const [fileBudgetS, setFileBudgetS] = createSetting('file-budget-s', 10, numberWithin(1, 300));
/** Changes of the store are told well within this time of the answer; ms. */
const NEWS_MS = 1000;
/** How often the progress display moves; ms. */
const TICK_MS = 200;

type Start = [source: ProjectSource, name: string, kind: Project['sourceKind'], listing?: ListedFolder];
/** What was handed over last, in case that has to be scanned once more from the start. */
let lastStart: Start | undefined;

/** Starts a scan of something that was just handed over, and shows its findings as they come. */
async function start(...given: Start): Promise<void> {
  const [source, name, kind, listing] = given;
  lastStart = given;
  await cancel();
  const mine = begin();
  if (!VIEWS_OF_A_PROJECT.has(currentRoute().path)) navigate('/findings');
  try {
    sources += 1;
    const opening = sources;
    // While the database looks for the project.
    const opened = intake().open(source);
    opened.catch(() => {});
    const known = await reusableProject(name, kind, source);
    const projectId = known ?? (await store.createProject(name, kind));
    // Something else was opened meanwhile.
    if (opening !== sources) return;
    if (known !== currentProjectId()) resetSession();
    enterProject(projectId);
    await attach(projectId, source, opened).catch((error: unknown) =>
      noteFailure(projectId, Date.now(), error, mine),
    );
    if (listing !== undefined) {
      const listed = { folder: listing, options: await intakeOptions(projectId, false), opening };
      void list(listed, mine);
    }
    await run(projectId, {}, mine);
    void requestPersistence();
  } catch (error) {
    fail(error, mine);
  }
}

/** Views of a project: what its results leave out stands over them. From all others a new one goes to the findings. */
export const VIEWS_OF_A_PROJECT: ReadonlySet<string> = new Set([
  '/findings',
  '/files',
  '/search',
  '/summary',
]);

interface Rescan {
  /** Hashes every file instead of trusting size and time. */
  verify?: boolean;
  /** Where alone something has happened since the last run. */
  changed?: string[] | undefined;
}

/** Scans the open project again. */
async function rescan(how: Rescan = {}): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  // A key may be pressed before the page has heard what its project is.
  const { sourceKind } = currentProject() ?? (await store.query('project', { projectId })) ?? {};
  if (sourceKind === undefined || sourceKind === 'shared') return;
  if (sourceKind === 'example' && !isAttached()) {
    await attach(projectId, await exampleSource());
  }
  if (!isAttached() && !(await regrantHandle())) {
    notify('info', 'Drop the folder again to scan it. This browser cannot remember folders.');
    return;
  }
  await cancel();
  const mine = begin();
  try {
    await run(projectId, how, mine);
  } catch (error) {
    fail(error, mine);
  }
}

/** Counts starts and cancels: whoever holds an older number has been overtaken. */
let attempt = 0;
/** Counts what was opened. A cancelled scan goes on listing, so that the next one finds the list whole. */
let sources = 0;

function begin(): number {
  resumeQueries();
  resetScan({ ...idleScan(), status: 'scanning', workers: pool.size });
  return ++attempt;
}

/** Settles when no engine works for the run before any more. */
let enginesFree: Promise<unknown> = Promise.resolve();

async function run(projectId: number, { verify = false, changed }: Rescan, mine: number): Promise<void> {
  const startedMs = Date.now();
  // While it is found out what they are to do. Who comes back only to read has no more than one.
  pool.start();
  const [used, own] = await Promise.all([projectConfig(projectId), projectRules(projectId)]).catch(
    (error: unknown) => noteFailure(projectId, startedMs, error, mine),
  );
  const { config, packs } = used;
  const [options, loaded, checking, engine] = await Promise.all([
    intakeOptions(projectId, verify, used),
    loadRules([...own, ...rulesOfPacks(packs, config.packs)], config),
    analysisOptions(config),
    engineHash(),
  ]).catch((error: unknown) => noteFailure(projectId, startedMs, error, mine));
  // Workers of the run before are ended a moment after it, whatever they do by then.
  await Promise.all([enginesFree, stopIndexing()]);
  if (mine !== attempt) return;
  noteSummariesHeld(undefined);
  // Results hold while rules and engine do; the time that a file may take is no part of it: cut-off ones are tried again.
  const ruleSetHash = [loaded.hash, engine, ...choiceKey(checking)].join(' ');
  const ofConfig = [
    ...config.problems,
    ...unknownRules(config, loaded.rules),
    ...problemsOfPacks(packs, config.packs),
  ];
  const ruleProblems = [...ofConfig, ...loaded.problems];
  const start = { projectId, ruleSetHash, ruleProblems };
  // Of this store worker, from now on: one that dies before the wait begins would be missed.
  const lost = storeLost();
  lost.catch(() => {});
  const { runId } = await store.beginRun(start);
  const tally = followRun({ runId, projectId, startedMs, problems: ruleProblems, attempt: mine });
  const unwatch = watchStore();
  try {
    const plan = { revision: runId, projectId, ruleSetHash, options, ...(changed && { changed }) };
    await Promise.race([intake().start(plan, await storePort(), tally.intake), lost]);
    // Both at once: when intake dies, the engines would wait for their files for ever.
    const analysis = pool.run(runId, checking, tally.analysis, tally.signal);
    enginesFree = analysis.catch(() => {});
    const both = Promise.all([analysis, intake().finished(runId)]);
    const [analysed, walked] = await Promise.race([both, lost]);
    // A cancelled run wants nothing more of the engines: one that was ended would be started again for it.
    if (!tally.isCurrent()) return;
    tally.analysis(analysed);
    tally.intake(walked);
    noteSummariesHeld(projectId);
    const ofFolders = await folderProblems(projectId, loaded.rules);
    const problems = [...ofConfig, ...ofFolders, ...(await checkOwnRules(loaded))];
    if (!tally.isCurrent()) return;
    patchScan({ problems });
    await tally.end('done', { costs: analysed.costs, ruleProblems: problems });
    void keepTexts(projectId);
    void takeWhatCame(projectId, config);
    void offerFoundRules(projectId).catch((error: unknown) =>
      notifyError(error, 'The project’s rule files could not be read'),
    );
  } catch (error) {
    if (!tally.isCurrent()) return;
    // Where the end cannot be stored, the store knows it all the same; what is told is what ended the run.
    await tally.end('failed', { error: explain(error) }).catch(() => {});
    throw error;
  } finally {
    unwatch();
  }
}

/** What the project's people keep in it beside its rules: baseline, decisions, gate. */
async function takeWhatCame(projectId: number, { gate }: ProjectConfig): Promise<void> {
  const steps: [what: () => Promise<void>, failed: string][] = [
    [() => takeBaseline(projectId), 'The project’s baseline could not be read'],
    [() => takeTeam(projectId), 'The decisions of your team could not be read'],
    [() => judgeGate(projectId, gate), 'The project’s gate could not be judged'],
  ];
  for (const [step, failed] of steps) await step().catch((error: unknown) => notifyError(error, failed));
}

/** Texts are kept for later: that they are not is no matter of this scan, and the storage settings say how many are. */
async function keepTexts(projectId: number): Promise<void> {
  await store.keepTexts(projectId, await intakePort()).catch(() => {});
}

/** A run that could not even begin is one that failed: what the page says of the project must not stay as it was. */
async function noteFailure(
  projectId: number,
  startedMs: number,
  error: unknown,
  mine: number,
): Promise<never> {
  if (mine === attempt) {
    const { runId } = await store.beginRun({ projectId, ruleSetHash: '' });
    const figures = { startedMs, elapsedMs: Date.now() - startedMs, files: 0, unchanged: 0, parsed: 0 };
    await store.endRun(runId, 'failed', { ...figures, skipped: 0 }, { error: explain(error) });
  }
  throw error;
}

/** The run whose progress counts; what others tell is dropped. */
let current: { runId: number; projectId: number; end: (status: EndStatus) => Promise<void> } | undefined;
type EndStatus = 'done' | 'cancelled' | 'failed';

interface FollowedRun {
  runId: number;
  projectId: number;
  startedMs: number;
  problems: Problem[];
  /** Which start this is; see `attempt`. */
  attempt: number;
}

/** Adds up what intake and the engines tell of one run, until it ends. */
function followRun({ runId, projectId, startedMs, problems, attempt: mine }: FollowedRun) {
  const stop = new AbortController();
  const begin = performance.now();
  const elapsed = () => performance.now() - begin;
  const isCurrent = () => current?.runId === runId;
  let analysed = 0;
  /** What was told since the last tick: drawing every message would cost more than the analysis. */
  let told: Partial<ScanState> = {};
  const hear = (patch: Partial<ScanState>) => {
    told = { ...told, ...patch };
  };
  const show = () => {
    if (!isCurrent()) return;
    const elapsedMs = elapsed();
    const files = analysed + (told.unchanged ?? scanState().unchanged);
    patchScan({ ...told, files, elapsedMs, filesPerSecond: files / Math.max(0.2, elapsedMs / 1000) });
    told = {};
  };
  const timer = setInterval(show, TICK_MS);
  const end = async (status: EndStatus, how: RunEnd = {}) => {
    if (!isCurrent()) return;
    show();
    current = undefined;
    clearInterval(timer);
    if (status !== 'done') stop.abort();
    const { files, unchanged, parsed, skipped } = scanState();
    const elapsedMs = Math.round(elapsed());
    await store.endRun(runId, status, { startedMs, elapsedMs, files, unchanged, parsed, skipped }, how);
    if (status !== 'done') return;
    // The engines counted only what they analysed; reused results have findings too. Who reads that the scan is over
    // has all its findings before them.
    const [stored] = await Promise.all([store.query('project', { projectId }), refreshQueries()]);
    if (mine !== attempt) return;
    if (stored === undefined) throw new AssayError(GONE);
    const { counts, completeness } = stored;
    patchScan({ status, elapsedMs, counts, ...(completeness && { completeness }) });
  };
  patchScan({ problems });
  current = { runId, projectId, end };
  return {
    isCurrent,
    end,
    signal: stop.signal,
    intake: ({ files, unchanged, skipped, walked }: IntakeTotals) =>
      hear({ total: files, unchanged, skipped, walked }),
    analysis: ({ files, bytes, parsed, counts }: AnalysisProgress) => {
      analysed = files;
      hear({ bytes, parsed, counts });
    },
  };
}

whenProjectGoes((id) => {
  if (current?.projectId === id) void cancel();
});

/** Ends the run: nothing of it is shown from now on, and the engines stop at their next file. */
async function cancel(): Promise<void> {
  if (!isScanning()) return;
  const ended = current;
  attempt += 1;
  patchScan({ status: 'cancelling' });
  if (ended !== undefined) {
    void intake().cancel(ended.runId);
    const ending = ended.end('cancelled').catch((error: unknown) => {
      if (explain(error).code !== GONE.code) notifyError(error, 'The end of the scan could not be saved');
    });
    settleQueries();
    await ending;
    // The news of the end itself are still to come.
    const mine = attempt;
    setTimeout(() => mine === attempt && resumeQueries(), NEWS_MS);
  }
  patchScan({ status: 'idle' });
}

/** The project was deleted during the scan, here or in another tab. */
const GONE = { code: 'no-project', message: 'The project was deleted during the scan.' };

function fail(error: unknown, mine: number): void {
  if (mine !== attempt) return;
  const envelope = explain(error);
  if (envelope.code === GONE.code) {
    patchScan({ status: 'idle' });
    return;
  }
  patchScan({ status: 'failed', error: envelope });
  if (envelope.code === 'quota-exceeded' && whyNotStored() === undefined) {
    const withoutSaving = { label: 'Scan without saving', run: () => scanInMemory(envelope) };
    notifyError(error, 'The scan failed', withoutSaving);
    return;
  }
  void tellFailure(error);
}

/** Over the views of the project stands what the store knows of the run; said twice it would be no clearer. */
async function tellFailure(error: unknown): Promise<void> {
  const projectId = currentProjectId();
  const isOverView = VIEWS_OF_A_PROJECT.has(currentRoute().path);
  const stored =
    projectId !== undefined && isOverView
      ? await store.query('project', { projectId }).catch(() => undefined)
      : undefined;
  if ((stored?.completeness?.state ?? 'whole') !== 'whole') return;
  notifyError(error, 'The scan failed', { label: 'Scan again', run: scanAgain });
}

/** A scan may fail before there is a project. */
async function scanAgain(): Promise<void> {
  if (currentProjectId() === undefined && lastStart !== undefined) await start(...lastStart);
  else await rescan();
}

/** Where the disk is full: the same files once more, with results that only this tab keeps. */
async function scanInMemory(why: ErrorEnvelope): Promise<void> {
  const handle = openHandle();
  const name = currentProject()?.name;
  const kept: Start | undefined =
    handle && name !== undefined ? [{ kind: 'handle', handle }, name, 'handle'] : undefined;
  const given = lastStart ?? kept;
  await useMemory(why);
  await storeRulesAgain();
  if (given !== undefined) return start(...given);
  closeProject();
  notify('info', 'Open the folder again to scan it.');
}

interface Listing {
  folder: ListedFolder;
  options: IntakeOptions;
  /** Which of the things opened it is; see `sources`. */
  opening: number;
}

/** Lists a folder for intake, while the engines are loading. */
async function list({ folder, options, opening }: Listing, mine: number): Promise<void> {
  const isOvertaken = () => opening !== sources;
  try {
    await listFolder(folder, {
      shouldEnter: (folders) => intake().shouldEnter(folders, options),
      push: (files, done) => intake().pushFiles(files, done),
      has: (path, files, folders) => intake().folderHas(path, files, folders),
      listed: (path, why) => intake().folderListed(path, why),
      stopped: isOvertaken,
    });
  } catch (error) {
    if (isOvertaken()) return;
    fail(error, mine);
    await intake().pushFiles([], true);
  }
}

const includeKey = (projectId: number) => `project.${projectId}.include`;

async function includedPaths(projectId: number): Promise<string[]> {
  const text = await store.query('setting', { key: includeKey(projectId) });
  return text === undefined ? [] : text.split('\n').filter(Boolean);
}

/** Takes a skipped file or folder into the open project for good, and scans again. */
export async function includePath(path: string): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  const included = new Set([...(await includedPaths(projectId)), path]);
  await store.setSetting(includeKey(projectId), [...included].join('\n'));
  await rescan();
}

async function intakeOptions(
  projectId: number,
  verify: boolean,
  { config, isUsed }: UsedConfig = NOTHING_USED,
): Promise<IntakeOptions> {
  return {
    include: (await includedPaths(projectId)).map(asGlob),
    only: [],
    exclude: [...config.ignore],
    useIgnoreFiles: true,
    useDefaults: true,
    useFolderConfigs: isUsed,
    maxFileSize: maxFileMb() * MB,
    verify,
  };
}

/** A path as a pattern of its own: at the root, and with its special signs taken literally. */
function asGlob(path: string): string {
  return `/${path.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
}

async function analysisOptions(config: ProjectConfig): Promise<AnalysisOptions> {
  const keepText = (await store.query('setting', { key: STORE_SETTINGS.keepTexts })) !== 'off';
  return {
    ...{ fileBudgetMs: fileBudgetS() * 1000, usePrefilter: true, keepText, summaries: true },
    ...{ choice: choiceOfConfig(config), formerIds: presentIds(await rules.builtin()) },
  };
}

/** Results hold as long as the same findings count. */
function choiceKey({ choice = {} }: AnalysisOptions): string[] {
  return isEmptyChoice(choice) ? [] : [JSON.stringify(choice)];
}

/** Runs over a project's files. `state` is a store of signals. */
export const scan = { state: scanState, start, rescan, cancel };
