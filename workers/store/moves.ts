/**
 * Which findings of files that are gone, or that their files have lost, are new ones of other files: files that were
 * renamed or moved, first as a whole, and then code that moved alone. As git does it, a file is a renamed one where it
 * is the same, or most of its lines are.
 */

import { rematch, type Trace } from './rematch';

/** A finding with its id and the identity of the file it is in. */
export interface Sighting extends Trace {
  id: number;
  /** Whether it was to be looked at; unknown of what is not stored. */
  isOpen?: boolean;
}

export interface SightedFile {
  path: string;
  hash: string;
  findings: Sighting[];
}

/** The same finding under its former id and the one that it was given as a new one. */
export interface Move {
  former: Sighting;
  formerPath: string;
  now: Sighting;
  nowPath: string;
}

/** The text of a file; undefined where it is not kept. */
export type TextOf = (file: SightedFile) => Promise<string | undefined>;

/** The part of its lines that a renamed file has kept, at least; as in git. */
const LEAST_ALIKE = 0.5;
/** So many files are compared with one that is gone. */
const MOST_COMPARED = 10;
/** More files on both sides are no renames to look for one by one. */
const MOST_FILES = 2000;

/**
 * @param gone files that are not there any more
 * @param lost findings that are not in their files any more, by file
 * @param fresh findings that no former one of their files is
 */
export async function findMoves(
  gone: readonly SightedFile[],
  lost: readonly SightedFile[],
  fresh: readonly SightedFile[],
  textOf: TextOf,
): Promise<Move[]> {
  const moves: Move[] = [];
  for (const [former, now] of await renamedFiles(gone, fresh, textOf)) {
    for (const [a, b] of rematch(former.findings, now.findings)) push(moves, former, a, now, b);
  }
  const isLeft = (taken: Set<number>) => (file: SightedFile) => ({
    ...file,
    findings: file.findings.filter(({ id }) => !taken.has(id)),
  });
  const formerLeft = [...gone, ...lost].map(isLeft(new Set(moves.map(({ former }) => former.id))));
  const nowLeft = fresh.map(isLeft(new Set(moves.map(({ now }) => now.id))));
  return [...moves, ...movedAlone(formerLeft, nowLeft)];
}

function push(moves: Move[], former: SightedFile, a: number, now: SightedFile, b: number): void {
  const [before, after] = [former.findings[a], now.findings[b]];
  if (before && after) {
    moves.push({ former: before, formerPath: former.path, now: after, nowPath: now.path });
  }
}

/** Files that are gone with what became of them; each is in one pair at most, the most alike first. */
async function renamedFiles(
  gone: readonly SightedFile[],
  fresh: readonly SightedFile[],
  textOf: TextOf,
): Promise<[SightedFile, SightedFile][]> {
  if (gone.length > MOST_FILES) return [];
  const scored: { score: number; pair: [SightedFile, SightedFile] }[] = [];
  for (const former of gone) {
    for (const now of candidatesFor(former, fresh)) {
      const score = await likeness(former, now, textOf);
      if (score >= LEAST_ALIKE) scored.push({ score, pair: [former, now] });
    }
  }
  scored.sort((a, b) => b.score - a.score);
  const taken = new Set<SightedFile>();
  return scored.flatMap(({ pair }) => {
    if (pair.some((file) => taken.has(file))) return [];
    for (const file of pair) taken.add(file);
    return [pair];
  });
}

/** Files with some of the same findings, those with most of them first. */
function candidatesFor(former: SightedFile, fresh: readonly SightedFile[]): SightedFile[] {
  const codes = new Set(former.findings.map(codeOf));
  const counted = fresh.map((now) => ({
    now,
    common: now.findings.filter((one) => codes.has(codeOf(one))).length + (sameName(former, now) ? 0.5 : 0),
  }));
  return counted
    .filter(({ now, common }) => common >= 1 || now.hash === former.hash)
    .sort((a, b) => b.common - a.common)
    .slice(0, MOST_COMPARED)
    .map(({ now }) => now);
}

function codeOf({ rule, identity }: Sighting): string {
  return `${rule} ${identity.slice(0, identity.indexOf('-'))}`;
}

/** More than that is said of the same bytes, so that no other file is taken for it. */
const THE_SAME = 2;

/** From 0 to 1, or more. Without texts, files of one name count by the findings that they have in common. */
async function likeness(former: SightedFile, now: SightedFile, textOf: TextOf): Promise<number> {
  if (former.hash === now.hash) return THE_SAME;
  const [before, after] = [await textOf(former), await textOf(now)];
  if (before !== undefined && after !== undefined) return linesInCommon(before, after);
  if (!sameName(former, now)) return 0;
  const identities = new Set(now.findings.map(({ identity }) => identity));
  return former.findings.filter(({ identity }) => identities.has(identity)).length / former.findings.length;
}

function linesInCommon(a: string, b: string): number {
  const lines = (text: string) => text.split('\n').flatMap((line) => line.trim() || []);
  const [before, after] = [lines(a), lines(b)];
  const counts = new Map<string, number>();
  for (const line of before) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of after) {
    const left = counts.get(line) ?? 0;
    if (left > 0) common++;
    counts.set(line, left - 1);
  }
  return common / Math.max(1, before.length, after.length);
}

function sameName(a: SightedFile, b: SightedFile): boolean {
  return a.path.split('/').pop() === b.path.split('/').pop();
}

/** The same code in the same definition between the same lines, and only once on either side. */
function movedAlone(former: readonly SightedFile[], now: readonly SightedFile[]): Move[] {
  const key = ({ rule, identity, surroundings }: Sighting) =>
    surroundings && `${rule} ${identity.slice(0, identity.lastIndexOf('-'))} ${surroundings}`;
  const singles = (files: readonly SightedFile[]) => {
    const found = new Map<string, { file: SightedFile; at: number } | undefined>();
    for (const file of files) {
      file.findings.forEach((finding, at) => {
        const name = key(finding);
        if (name) found.set(name, found.has(name) ? undefined : { file, at });
      });
    }
    return found;
  };
  const moves: Move[] = [];
  const there = singles(now);
  for (const [name, before] of singles(former)) {
    const after = there.get(name);
    if (before && after) push(moves, before.file, before.at, after.file, after.at);
  }
  return moves;
}
