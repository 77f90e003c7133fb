/**
 * The index of the open project. It is made in the background when a scan is over: files that no rule made anybody parse
 * are read for what they tell others, and the index worker joins it all. A scan stops it and it goes on afterwards, as
 * it does after a reload; whatever dies in it is replaced and loses nothing, because the store has it.
 */
import { createEffect, createMemo, createRoot, createSignal, on } from 'solid-js';
import {
  type ErrorEnvelope,
  explain,
  type IndexAnswer,
  type ProjectFinding,
  STORE_SETTINGS,
  type SummariseOrder,
  type SummaryCount,
  type Unsummarised,
} from '../../workers/protocol';
import { store } from './backend';
import { pool } from './engine';
import { askFresh } from './followed-index';
import { theMaker } from './index-worker';
import { currentProject, isAttached } from './project';
import { createQuery } from './query';
import { turnedOnRules } from './rules';
import { isScanning } from './scan-state';

/** How far the index of the open project is. */
export interface IndexState extends SummaryCount {
  projectId: number;
  /** Whether it is being made; else files are missing that cannot be read now, or none. */
  isMaking: boolean;
  /** Whether that or the rules about the project are still going on. */
  isBusy: boolean;
}

const [state, setState] = createSignal<IndexState>();

/** How far the index of the open project is; undefined before anything is known of it. A signal. */
export { state as indexState };

/** Whether rules about the open project as a whole may still be about to find something. A signal. */
export const isIndexing = (): boolean => state()?.isBusy ?? false;

const NOTHING: SummaryCount = { total: 0, done: 0, failed: 0 };
/** A file that takes longer tells nothing; ms. */
const FILE_BUDGET_MS = 10_000;
/** So many files that the rules did not see are named. */
const MAX_MISSED = 1000;

let making: { stop: AbortController; settled: Promise<void> } | undefined;
/** The project of the run whose summaries the engines still hold. */
let heldFor: number | undefined;

/** Notes that the engines hold what the files of a project told during its scan. */
export function noteSummariesHeld(projectId: number | undefined): void {
  heldFor = projectId;
}

/** Stops the making, for a scan; settles when the engines are free, within about 100 ms. */
export async function stopIndexing(): Promise<void> {
  making?.stop.abort();
  await making?.settled;
}

/** Makes the index of a project, after this run of it, as far as its files can be read now. */
function makeIndex(projectId: number, runId: number): void {
  const before = making;
  before?.stop.abort();
  const stop = new AbortController();
  show(projectId, NOTHING, false, true);
  const settled = (before?.settled ?? Promise.resolve())
    .then(() => (stop.signal.aborted ? undefined : work(projectId, runId, stop.signal)))
    .catch((error: unknown) => giveUp(projectId, stop.signal, explain(error)));
  making = { stop, settled };
}

async function work(projectId: number, runId: number, signal: AbortSignal): Promise<void> {
  const made = await theMaker();
  if (heldFor === projectId) {
    heldFor = undefined;
    await pool.putSummaries(projectId, made.engine, signal);
  }
  const missing = await store.unsummarised(projectId, made);
  if (signal.aborted) return;
  const { paths, failedPaths, ...count } = missing;
  const rules = await turnedOnRules();
  const fromKept = !isAttached();
  const readable = fromKept ? await keptOf(projectId, paths) : paths;
  if (signal.aborted) return;
  const canRead = readable.length > 0;
  show(projectId, count, canRead, canRead || rules.length > 0);
  if (canRead) await readRest({ projectId, engine: made.engine, fromKept }, readable, count, signal);
  if (signal.aborted) return;
  const left = canRead ? await store.unsummarised(projectId, made) : missing;
  if (!signal.aborted) await look({ projectId, runId, rules, left, signal });
}

interface Look {
  projectId: number;
  runId: number;
  rules: string[];
  /** Files that the index knows nothing of. */
  left: Unsummarised;
  signal: AbortSignal;
}

/** Runs the rules about the project that are turned on. What they find goes the way of all findings. */
async function look({ projectId, runId, rules, left, signal }: Look): Promise<void> {
  const answer = rules.length > 0 ? await combine(projectId, rules, signal) : undefined;
  if (signal.aborted) return;
  const { paths, failedPaths, ...count } = left;
  const { total, done } = answer ?? count;
  const examples = [...failedPaths, ...paths].slice(0, MAX_MISSED);
  const pass = { runId, rules, total, missed: total - done, examples };
  await store.putProjectFindings(projectId, pass, answer?.found ?? []);
  if (!signal.aborted) show(projectId, answer ?? count, false, false);
}

/** Those of some files whose texts are kept: without their folder they are read from there. */
async function keptOf(projectId: number, paths: string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const versions = await store.textVersions(projectId);
  const kept = new Set(versions.filter(({ isKept }) => isKept).map(({ path }) => path));
  return paths.filter((path) => kept.has(path));
}

async function readRest(
  order: Omit<SummariseOrder, 'fileBudgetMs'>,
  paths: string[],
  count: SummaryCount,
  signal: AbortSignal,
): Promise<void> {
  let done = count.done;
  const progress = (files: number) => {
    done += files;
    if (!signal.aborted) show(order.projectId, { ...count, done }, true, true);
  };
  await pool.summarise({ ...order, fileBudgetMs: FILE_BUDGET_MS }, paths, progress, signal);
}

/** Questions about names come in between: the rules look at the same state as those, and again where it has changed. */
function combine(
  projectId: number,
  rules: string[],
  signal: AbortSignal,
): Promise<IndexAnswer<ProjectFinding[]>> {
  return askFresh(projectId, signal, (index, revision) => index.combine(revision, rules, signal));
}

function show(
  projectId: number,
  { total, done, failed }: SummaryCount,
  isMaking: boolean,
  isBusy: boolean,
): void {
  setState({ projectId, total, done, failed, isMaking, isBusy });
}

/** What it has got so far stays; the next scan, or the next visit, tries again. */
function giveUp(projectId: number, signal: AbortSignal, error: ErrorEnvelope): void {
  if (signal.aborted) return;
  console.error('The index could not be made.', error);
  const last = state();
  if (last?.projectId === projectId) setState({ ...last, isMaking: false, isBusy: false });
}

/** Makes the index whenever a scan of the open project is over or its files can be read again. */
export function followIndex(): () => void {
  return createRoot((dispose) => {
    const turnedOn = createQuery('setting', () => ({ key: STORE_SETTINGS.turnedOn }));
    const wanted = createMemo(() => {
      const project = currentProject();
      const run = project?.lastRun;
      if (isScanning() || !project || project.sourceKind === 'shared' || !run || run.status === 'running')
        return undefined;
      return `${project.id} ${run.id} ${isAttached()} ${turnedOn()}`;
    });
    createEffect(
      on(wanted, (now) => {
        const project = currentProject();
        if (state()?.projectId !== project?.id) setState(undefined);
        if (now === undefined || project === undefined) making?.stop.abort();
        else makeIndex(project.id, project.lastRun?.id ?? 0);
      }),
    );
    return dispose;
  });
}
