/** Which of several alternatives that all fail was meant: the one that lacks least. */
import type { Clause, JudgedClause } from '../../protocol';

/** A clause with what came of it. */
export interface Judged {
  clause: Clause;
  told: JudgedClause;
  /** What keeps it from matching, where that is one word, or one condition on a text. */
  lacks: Lacking | undefined;
  /** Data would get from this source to the place if nothing were in the way. */
  isWayIn: boolean;
  any: Judged[][];
}

/** One thing without which a clause would match. */
export interface Lacking {
  /** The word of its pattern; none where it is a condition. */
  word?: string;
  /** What stands there in the code. */
  there: string;
  /** How near that is to what is demanded, from 0 to 1. */
  alike: number;
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

/** What it is worth that parts of an alternative hold. */
const HELD = 1.8;
/** That one thing is lacking, which is nearly there. */
const NEARLY = 6;
/** That data comes in by it. */
const WAY_IN = 4;
/** To be like the file. */
const IN_FILE = 0.5;

export function nearestBranch(branches: readonly Judged[][], code: Code): Nearest | undefined {
  const ranked = branches.flatMap((clauses, branch): Nearest[] => {
    const at = clauses.findIndex(({ told }) => told.verdict === 'fails');
    const judged = clauses[at];
    if (!judged) return [];
    const likely = weight(clauses, code.here) + IN_FILE * weight(clauses, code.file);
    const held = at > 0 && !isFocus(judged) ? HELD : 0;
    const own: Nearest = { judged, branch, score: likely + held + credit(judged) };
    // Where what is looked at is elsewhere, what holds is an alternative that is about another place.
    const others = isFocus(judged) ? clauses.slice(0, at).flatMap(({ any }) => any) : judged.any;
    const inner = nearestBranch(others, code);
    const isInner = inner && (!isFocus(judged) || inner.score > own.score);
    return isInner ? [{ ...inner, branch, score: Math.max(inner.score + held, own.score) }] : [own];
  });
  return ranked.sort((a, b) => b.score - a.score)[0];
}

export const isFocus = ({ told }: Judged) => told.key === 'focus-metavariable';

const credit = ({ lacks, isWayIn }: Judged) => NEARLY * (lacks?.alike ?? 0) + (isWayIn ? WAY_IN : 0);

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
