/** Changes under review: what each file becomes, hunk by hunk, and which of the hunks are taken. */
import { createSignal } from 'solid-js';
import type { AppliedFix, FixedFile, MovedFile } from '../../workers/protocol';
import { hunksOf } from '../share';
import { store } from './backend';
import { applyTo, type FileChange } from './fixes';
import { currentProjectId } from './project';

/** Lines around a change: few, so that changes near each other are taken one by one. */
const CONTEXT = 1;

export interface Hunk {
  /** Number of its first line before, and its lines before and after, with some that are the same. */
  line: number;
  before: string[];
  after: string[];
  /** Where both lie among the lines of their texts, from 0. */
  old: [start: number, end: number];
  new: [start: number, end: number];
  /** What is not certain about it, in a word or two. */
  doubts: string[];
}

export interface ReviewedFile {
  path: string;
  fixed: FixedFile;
  /** The lines of both texts with their ends. */
  before: string[];
  after: string[];
  hunks: Hunk[];
  applied: AppliedFix[];
  language: string | undefined;
}

/** Changes as they are proposed. */
export interface Proposal {
  /** What they are, such as `Fixes: all safe fixes`. */
  title: string;
  files: readonly FixedFile[];
  /** Files that get another path together with them, and are not read for it. */
  along?: readonly MovedFile[];
  /** They make sense together: all files are written, or none is. */
  isWhole?: boolean;
  /** They are what somebody has written into files by hand. */
  isOfDrafts?: boolean;
  /** Lines, from 1 in the text before, of which something is not certain. */
  doubts?: ReadonlyMap<string, readonly Doubt[]>;
  /** What speaks against them beside what was refused. */
  warnings?: readonly Warning[];
  /** Changes that may be among them or not. */
  parts?: readonly ProposalPart[];
}

export interface Doubt {
  line: number;
  what: string;
}

export interface Warning {
  path: string;
  line: number;
  /** The rule whose fix it was; empty for other changes. */
  ruleId: string;
  /** In a sentence. */
  why: string;
}

export interface ProposalPart {
  label: string;
  isIn: boolean;
  /** Proposes the changes again, with this part or without. */
  put(isIn: boolean): Promise<void>;
}

export interface Review extends Pick<Proposal, 'title' | 'isWhole' | 'isOfDrafts'> {
  /** The project that the files are of. */
  projectId: number | undefined;
  files: ReviewedFile[];
  along: readonly MovedFile[];
  warnings: readonly Warning[];
  parts: readonly ProposalPart[];
}

const [last, setLast] = createSignal<Review>();
/** Hunks that are not taken, by path and number. */
const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());

/** The review of the open project; a signal. */
export function review(): Review | undefined {
  const now = last();
  return now?.projectId === currentProjectId() ? now : undefined;
}

/** One name for each hunk. */
export function hunkKey(path: string, at: number): string {
  return `${at} ${path}`;
}

/** Whether a hunk is taken; a signal. */
export function isTaken(path: string, at: number): boolean {
  return !left().has(hunkKey(path, at));
}

export function take(file: ReviewedFile, hunks: readonly number[], taken: boolean): void {
  const next = new Set(left());
  for (const at of hunks) {
    if (taken) next.delete(hunkKey(file.path, at));
    else next.add(hunkKey(file.path, at));
  }
  setLeft(next);
}

/** How many hunks are taken, and of how many files; a signal. */
export function takenCounts(): { hunks: number; files: number } {
  const all = review()?.files ?? [];
  const counts = all.map(({ path, hunks }) => hunks.filter((_, at) => isTaken(path, at)).length);
  return {
    hunks: counts.reduce((sum, count) => sum + count, 0),
    files: all.filter(({ fixed }, at) => (counts[at] ?? 0) > 0 || fixed.to !== undefined).length,
  };
}

/** Shows what is proposed. The comparison of each file gives way to the page. */
export async function startReview(proposal: Proposal): Promise<void> {
  const { title, isWhole = false, isOfDrafts = false, doubts } = proposal;
  const { along = [], warnings = [], parts = [] } = proposal;
  const files: ReviewedFile[] = [];
  for (const one of proposal.files) {
    if (one.applied.length === 0 && one.to === undefined) continue;
    files.push({ ...reviewed(one, doubts?.get(one.path) ?? []), language: await languageOf(one.path) });
    await new Promise((resolve) => setTimeout(resolve));
  }
  setLeft(new Set<string>());
  const refused = proposal.files.flatMap(({ path, refused }) => refused.map((each) => ({ ...each, path })));
  const all = [...warnings, ...refused];
  const projectId = currentProjectId();
  setLast({ projectId, title, isWhole, isOfDrafts, files, along, warnings: all, parts });
}

export function endReview(): void {
  setLast(undefined);
}

async function languageOf(path: string): Promise<string | undefined> {
  const projectId = currentProjectId();
  if (projectId === undefined) return undefined;
  return (await store.query('file', { projectId, path }))?.language;
}

function reviewed(fixed: FixedFile, doubts: readonly Doubt[]): Omit<ReviewedFile, 'language'> {
  const [before, after] = [decode(fixed.before), decode(fixed.after)];
  const lines = { before: linesOf(before), after: linesOf(after) };
  const hunks = hunksOf(before, after, CONTEXT).map(({ oldStart, oldLines, newStart, newLines }): Hunk => {
    const old: Hunk['old'] = [oldStart - 1, oldStart - 1 + oldLines];
    const now: Hunk['new'] = [newStart - 1, newStart - 1 + newLines];
    return {
      ...{ line: oldStart, old, new: now },
      before: lines.before.slice(...old).map(withoutEnd),
      after: lines.after.slice(...now).map(withoutEnd),
      doubts: [
        ...new Set(doubts.filter(({ line }) => old[0] < line && line <= old[1]).map(({ what }) => what)),
      ],
    };
  });
  return { path: fixed.path, fixed, ...lines, hunks, applied: fixed.applied };
}

/**
 * What is to be written: the files with the hunks that are taken. Where some are not, the result is another one than was
 * checked, and is checked again: what would break it is left out, and told.
 */
export async function takenChanges(): Promise<{ changes: FileChange[]; refused: string[] }> {
  const changes: FileChange[] = [];
  const refused: string[] = [];
  for (const file of review()?.files ?? []) {
    const taken = file.hunks.filter((_, at) => isTaken(file.path, at));
    if (taken.length === 0 && file.fixed.to === undefined) continue;
    if (taken.length === file.hunks.length) {
      changes.push(file.fixed);
      continue;
    }
    const part = await withHunks(file, taken);
    for (const { line, why } of part.refused) refused.push(`${file.path}:${line}: ${why}`);
    const { to } = file.fixed;
    if (part.applied.length > 0 || to !== undefined)
      changes.push({ ...part, ...(to !== undefined && { to }) });
  }
  return { changes, refused };
}

async function withHunks(file: ReviewedFile, taken: readonly Hunk[]): Promise<FixedFile> {
  const mark = file.fixed.before[0] === 0xef && file.fixed.before[1] === 0xbb ? 3 : 0;
  const starts = [0];
  for (const line of file.before) starts.push((starts.at(-1) ?? 0) + lengthOf(line));
  const place = (line: number) => ({ line: line + 1, col: 1, offset: starts[line] ?? 0 });
  const fixes = taken.map((hunk) => ({
    range: { start: place(hunk.old[0]), end: place(hunk.old[1]) },
    text: file.after.slice(...hunk.new).join(''),
  }));
  const part = await applyTo(file.path, file.fixed.before.slice(mark), fixes);
  const after = new Uint8Array(mark + part.after.length);
  after.set(file.fixed.before.subarray(0, mark));
  after.set(part.after, mark);
  return { ...part, before: file.fixed.before, after };
}

function lengthOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Without the mark that a file may begin with: it is no part of the first line. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, '');
}
