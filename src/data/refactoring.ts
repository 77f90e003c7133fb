/**
 * Changes many files as one refactoring: what it changes is asked of the index, what the files become is parsed again,
 * proven to mean the same, shown for review, and written from there.
 */
import {
  AssayError,
  type ChangedFile,
  type ChangedSource,
  DEFAULT_ANALYSIS_OPTIONS,
  type FixedFile,
  type MovedFile,
  type Moving,
  type Obstacle,
  type Proof,
  type RefactorOrder,
  type Renaming,
  type TextPlace,
} from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { filesBelow } from '../platform';
import { type ChangedParts, changedAs, countPlaces, ONLY_CERTAIN } from '../share';
import { store } from './backend';
import { drafts } from './drafts';
import { pool } from './engine';
import { type Following, needFiles } from './fixes';
import { askNames } from './names';
import { currentProjectId, openHandle } from './project';
import { type Doubt, type ProposalPart, startReview } from './review';

/** Why something cannot be done. */
export interface Cannot {
  cannot: string;
}

/** What a new name would do, or why it cannot be given. */
export async function askRenaming(
  place: TextPlace,
  name: string,
  signal: AbortSignal,
): Promise<Renaming | Cannot> {
  return (await askNames('rename', { ...place, name }, signal))?.found ?? NO_PROJECT;
}

/** What another path of a file or a folder would do, or why it cannot have it. */
export async function askMoving(from: string, to: string, signal: AbortSignal): Promise<Moving | Cannot> {
  return (await askNames('moveFile', { from, to }, signal))?.found ?? NO_PROJECT;
}

const NO_PROJECT: Cannot = { cannot: 'No project is open.' };

interface Refactoring {
  title: string;
  files: readonly ChangedFile[];
  obstacles: readonly Obstacle[];
  moved?: readonly MovedFile[];
  /** Files that the index does not know and that go along as they are. */
  along?: readonly MovedFile[];
  /** What is to be proven of it. */
  of: Proof['of'];
}

/** Shows what a renaming changes. Nothing is written yet. */
export function reviewRenaming(renaming: Renaming, name: string, following: Following): Promise<void> {
  const title = `Rename ${renaming.kind} ${renaming.name} to ${name}`;
  const { files, obstacles } = renaming;
  return review({ title, files, obstacles, of: { renaming, name } }, ONLY_CERTAIN, following);
}

/** Shows what moving a file or a folder changes. Nothing is written yet. */
export async function reviewMoving(moving: Moving, following: Following): Promise<void> {
  const { from, to, moved, files, obstacles } = moving;
  const title = `Move ${from} to ${to}`;
  const refactoring = { title, files, obstacles, moved, of: { moving } };
  // After a reload nobody can look into the folder before.
  await needFiles();
  await review({ ...refactoring, along: await filesAlong(moving) }, ONLY_CERTAIN, following);
}

/** What else is in a folder that moves, such as pictures and ignored files. */
async function filesAlong({ from, to, moved }: Moving): Promise<MovedFile[]> {
  const folder = openHandle();
  if (folder === undefined) return [];
  const known = new Set(moved.map((file) => file.from));
  const paths = (await filesBelow(folder, from)).filter((path) => !known.has(path));
  return paths.map((path) => ({ from: path, to: to + path.slice(from.length) }));
}

async function review(refactoring: Refactoring, parts: ChangedParts, following: Following): Promise<void> {
  const { title, obstacles, files: changing, along = [] } = refactoring;
  await needFiles();
  needSaved([...changing.map(({ path }) => path), ...(refactoring.moved ?? []).map(({ from }) => from)]);
  const { files, changes } = await changeAll(refactoring, parts, following);
  if (following.signal.aborted) return;
  const isRefused = files.some(({ refused }) => refused.length > 0);
  // What is not certain cannot be proven.
  const proven =
    isRefused || parts.candidates
      ? []
      : ((await askNames('proof', { changes, of: refactoring.of }, following.signal))?.found ?? []);
  await startReview({
    ...{ title, files, along, isWhole: true },
    doubts: new Map(changing.map((file) => [file.path, doubtsOf(file, parts)])),
    warnings: [...obstacles, ...proven].map(({ file, line, why }) => ({ path: file, line, ruleId: '', why })),
    parts: partsOf(changing, parts, (next) => review(refactoring, next, UNHURRIED)),
  });
}

/** Shows what a refactoring within a file changes; answers with why it changes nothing. Nothing is written yet. */
export async function reviewFileChange(
  path: string,
  title: string,
  order: RefactorOrder,
): Promise<string | undefined> {
  const projectId = currentProjectId();
  if (projectId === undefined) return NO_PROJECT.cannot;
  await needFiles();
  needSaved([path]);
  const row = await store.query('file', { projectId, path });
  const choice = { kind: 'refactor' as const, order };
  const asked = { path, choice, options: DEFAULT_ANALYSIS_OPTIONS };
  const fixed = await pool.fix({ ...asked, ...(row?.hash && { hash: row.hash }) });
  const [refused] = fixed.refused;
  if (refused) return refused.why;
  await startReview({ title, files: [fixed], isWhole: true });
  return undefined;
}

/** Text that is not saved yet would be overwritten. */
export function needSaved(paths: readonly string[]): void {
  const unsaved = drafts().find(({ path }) => paths.includes(path));
  if (!unsaved) return;
  const message = `${unsaved.path} has changes that are not saved.`;
  throw new AssayError({ code: 'unsaved', message, help: 'Save or discard them first.' });
}

const UNHURRIED: Following = { signal: new AbortController().signal, progress: () => {} };

/** What the files become; they must be as they were scanned. */
async function changeAll(
  { files: changing, moved = [] }: Refactoring,
  parts: ChangedParts,
  { signal, progress }: Following,
): Promise<{ files: FixedFile[]; changes: ChangedSource[] }> {
  const files: FixedFile[] = [];
  const changes: ChangedSource[] = [];
  const projectId = currentProjectId();
  const fixes = new Map(changing.map((file) => [file.path, changedAs(file, parts)]));
  const goals = new Map(moved.map(({ from, to }) => [from, to]));
  for (const path of goals.keys()) if (!fixes.has(path)) fixes.set(path, undefined);
  for (const [path, fix] of fixes) {
    const to = goals.get(path);
    if (projectId === undefined || signal.aborted) return { files: [], changes: [] };
    if (fix === undefined && to === undefined) continue;
    if (fixes.size > 1) progress(files.length, fixes.size);
    const row = await store.query('file', { projectId, path });
    const choice = { kind: 'given' as const, fixes: fix ? [fix] : [] };
    const order = { path, choice, options: { ...DEFAULT_ANALYSIS_OPTIONS, summaries: true } };
    const fixed = await pool.fix({ ...order, ...(row?.hash && { hash: row.hash }) });
    const target = to === undefined ? {} : { to };
    files.push({ ...fixed, ...target });
    const text = new TextEncoder().encode(new TextDecoder().decode(fixed.after));
    changes.push({ path, ...target, language: row?.language ?? '', text, summaries: fixed.summaries ?? [] });
  }
  return { files, changes };
}

function doubtsOf({ candidates, texts }: ChangedFile, parts: ChangedParts): Doubt[] {
  const all = [
    ...(parts.candidates ? candidates.map((edit) => ({ edit, what: 'not certain' })) : []),
    ...(parts.texts ? texts.map((edit) => ({ edit, what: 'comment or string' })) : []),
  ];
  return all.map(({ edit, what }) => ({ line: edit.range.start.line, what }));
}

function partsOf(
  files: readonly ChangedFile[],
  parts: ChangedParts,
  again: (parts: ChangedParts) => Promise<void>,
): ProposalPart[] {
  const { candidates, texts } = countPlaces(files);
  const offered: ProposalPart[] = [];
  if (candidates > 0) {
    offered.push({
      label: `${countOf(candidates, 'place')} that may or may not refer to it`,
      isIn: parts.candidates,
      put: (isIn) => again({ ...parts, candidates: isIn }),
    });
  }
  if (texts > 0) {
    offered.push({
      label: `${countOf(texts, 'place')} in comments and strings`,
      isIn: parts.texts,
      put: (isIn) => again({ ...parts, texts: isIn }),
    });
  }
  return offered;
}

/** What a refactoring would do, in a line. */
export function describeChanges(files: readonly ChangedFile[]): string {
  const { certain, candidates, texts } = countPlaces(files);
  const changed = files.filter((file) => file.certain.length > 0).length;
  const more = [
    candidates > 0 ? `${countOf(candidates, 'candidate')}` : '',
    texts > 0 ? `${countOf(texts, 'place')} in comments and strings` : '',
  ].filter(Boolean);
  const what = `${countOf(certain, 'place')} in ${countOf(changed, 'file')}`;
  return visibleText([what, ...more].join(' · '));
}
