/** Which of several alternatives that all fail was meant: the one that lacks least. */
import type { Clause, JudgedClause } from '../../protocol';

/** A clause with what came of it. */
export interface Judged {
  clause: Clause;
  told: JudgedClause;
  /** The word that keeps it from matching, where it is one. */
  word: string | undefined;
  any: Judged[][];
}

/** Code that alternatives are compared with. */
export interface Code {
  /** The lines of the place; the whole file where the place does not matter. */
  here: string;
  file: string;
}

export interface Nearest {
  judged: Judged;
  branch: number;
  score: number;
}

/** What it is worth that a part of an alternative holds, that all but a word of it does, and to be like the file. */
const HELD = 1.8;
const ALL_BUT_A_WORD = 1;
const IN_FILE = 0.5;

export function nearestBranch(branches: readonly Judged[][], code: Code): Nearest | undefined {
  const ranked = branches.flatMap((clauses, branch): Nearest[] => {
    const at = clauses.findIndex(({ told }) => told.verdict === 'fails');
    const judged = clauses[at];
    if (!judged) return [];
    const likely = weight(clauses, code.here) + IN_FILE * weight(clauses, code.file);
    const held = at > 0 ? HELD : judged.word === undefined ? 0 : ALL_BUT_A_WORD;
    const inner = nearestBranch(judged.any, code);
    const score = Math.max(likely + held, inner?.score ?? 0);
    return [{ judged: inner?.judged ?? judged, branch, score }];
  });
  return ranked.sort((a, b) => b.score - a.score)[0];
}

/** The share of an alternative's text, in pieces of two and three signs, that stands in some code; metavariables are left open. */
export function likeness(clauses: readonly Judged[], code: string): number {
  const { found, wanted } = compared(clauses, code);
  return wanted === 0 ? 0 : found / wanted;
}

/** The same as evidence: much text that is mostly there says more than little that is there as a whole. */
function weight(clauses: readonly Judged[], code: string): number {
  const { found, wanted } = compared(clauses, code);
  return wanted === 0 ? 0 : found / Math.sqrt(wanted) / USUAL;
}

/** What the text of a usual alternative weighs that is there as a whole. */
const USUAL = 5;

function compared(clauses: readonly Judged[], code: string): { found: number; wanted: number } {
  const there = new Set(pieces(code));
  const wanted = clauses.flatMap(({ told }) => told.text.split(/\$[\w.]+|\.\.\./).flatMap(pieces));
  return { found: wanted.filter((piece) => there.has(piece)).length, wanted: wanted.length };
}

function pieces(text: string): string[] {
  const packed = text.toLowerCase().replace(/\s+/g, '').replaceAll("'", '"');
  return [2, 3].flatMap((length) =>
    Array.from({ length: Math.max(0, packed.length - length + 1) }, (_, at) => packed.slice(at, at + length)),
  );
}
