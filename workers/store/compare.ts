/**
 * Compares the findings of two scans: which of the later ones are new, which of the earlier ones are gone, and which
 * are the same although the code around them, their file's name or their place has changed.
 */
import type { KnownFinding } from '../protocol';
import { findMoves, type SightedFile, type Sighting } from './moves';
import { rematch } from './rematch';

/** Indexes into the lists that were compared. */
export interface Comparison {
  /** The earlier finding that a later one is, by the later one. */
  same: Map<number, number>;
  /** Later ones that no earlier one is. */
  added: number[];
  /** Earlier ones that no later one is. */
  gone: number[];
  /** Later ones that are in another file than they were. */
  moved: number[];
}

/** Pairs findings file by file, then across files. */
export async function compareFindings(
  before: readonly KnownFinding[],
  after: readonly KnownFinding[],
): Promise<Comparison> {
  const [former, now] = [byFile(before, 'before'), byFile(after, 'after')];
  const same = new Map<number, number>();
  for (const [path, file] of former) {
    const other = now.get(path);
    if (!other) continue;
    for (const [a, b] of rematch(file.findings, other.findings)) {
      same.set(other.findings[b]?.id ?? 0, file.findings[a]?.id ?? 0);
    }
  }
  const found = new Set(same.values());
  const lost = leftOf(former, (id) => !found.has(id));
  const fresh = leftOf(now, (id) => !same.has(id));
  const [stayed, vanished] = [
    lost.filter(({ path }) => now.has(path)),
    lost.filter(({ path }) => !now.has(path)),
  ];
  // Texts of earlier scans are not kept, so files are known again by what was found in them.
  const moves = await findMoves(vanished, stayed, fresh, async () => undefined);
  for (const move of moves) {
    same.set(move.now.id, move.former.id);
    found.add(move.former.id);
  }
  return {
    same,
    added: [...after.keys()].filter((index) => !same.has(index)),
    gone: [...before.keys()].filter((index) => !found.has(index)),
    moved: moves.filter((move) => move.formerPath !== move.nowPath).map((move) => move.now.id),
  };
}

function byFile(findings: readonly KnownFinding[], side: string): Map<string, SightedFile> {
  const files = new Map<string, SightedFile>();
  findings.forEach(({ path, ...finding }, id) => {
    // No hash of one side is one of the other: what the files were is not known.
    const file = files.get(path) ?? { path, hash: `${side} ${path}`, findings: [] };
    files.set(path, file);
    // Without the code, its hash in the identity stands for it.
    file.findings.push({ ...finding, id, excerpt: finding.identity });
  });
  for (const file of files.values()) file.findings.sort((a, b) => a.line - b.line);
  return files;
}

function leftOf(files: ReadonlyMap<string, SightedFile>, isLeft: (id: number) => boolean): SightedFile[] {
  return [...files.values()].flatMap((file) => {
    const findings: Sighting[] = file.findings.filter(({ id }) => isLeft(id));
    return findings.length > 0 ? [{ ...file, findings }] : [];
  });
}
