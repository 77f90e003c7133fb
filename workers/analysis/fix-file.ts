/**
 * The one way to what a file becomes by fixes. Nothing counts before it was parsed and checked again: a fix that adds a
 * syntax error, or leaves what it is for, is found out and refused by itself; the others go on.
 */
import { applyFixes, type Refactor, styleOf } from '#engine';
import type {
  AnalysisOptions,
  AppliedFix,
  EditorConfig,
  FileReport,
  Finding,
  Fix,
  FixChoice,
  FixedFile,
  ParseHealth,
  Position,
  Range,
  RefactorOrder,
  Refusal,
  RefusedFix,
  Summary,
} from '../protocol';
import { toEnvelope } from '../protocol';
import type { Analyser } from './analyser';
import { chosenFindings } from './chosen-findings';

/** Fixes may bring about others; who never ends is stopped after so many times. */
const MOST_ROUNDS = 10;
/** One file is checked so many times at most while the fixes that break it are looked for. */
const MOST_CHECKS = 200;

export interface FileToFix {
  path: string;
  /** The bytes on disk. */
  raw: Uint8Array<ArrayBuffer>;
  /** The text as it is analysed: UTF-8 without a mark. */
  text: Uint8Array<ArrayBuffer>;
  /** The `.editorconfig` files above it, from the outermost to the nearest, and its path as their folders have it. */
  editorConfigs: { path: string; configs: EditorConfig[] };
}

/** A fix that may be applied. */
interface Candidate extends AppliedFix {
  fix: Fix;
}

/** A text, and what the engine says of it. */
interface State {
  text: string;
  report: FileReport;
  summaries: Summary[] | undefined;
}

export async function fixFile(
  analyser: Analyser,
  file: FileToFix,
  choice: FixChoice,
  options: AnalysisOptions,
): Promise<FixedFile> {
  return new Fixing(analyser, file, choice, options).run();
}

class Fixing {
  readonly #applied: AppliedFix[] = [];
  #refused: RefusedFix[] = [];
  #checks = 0;
  /** Changes that are not those of findings. */
  #given: readonly Fix[];
  readonly #style;

  constructor(
    readonly analyser: Analyser,
    readonly file: FileToFix,
    readonly choice: FixChoice,
    readonly options: AnalysisOptions,
  ) {
    this.#given = choice.kind === 'given' ? choice.fixes : [];
    this.#style = styleOf(file.editorConfigs.path, file.editorConfigs.configs);
  }

  async run(): Promise<FixedFile> {
    const { path, raw, text } = this.file;
    const mark = markOf(raw);
    const start = await this.#check(new TextDecoder('utf-8', { ignoreBOM: true }).decode(text));
    if (!isSame(raw.subarray(mark), text)) {
      for (const one of this.#candidates(start)) this.#refuse(one, 'encoding');
      return { path, before: raw, after: raw, applied: [], refused: this.#refused };
    }
    if (this.choice.kind === 'refactor' && !(await this.#refactored(start, this.choice.order))) {
      return { path, before: raw, after: raw, applied: [], refused: this.#refused };
    }
    const end = await this.#rounds(start);
    const after = end === start ? raw : joined(raw.subarray(0, mark), new TextEncoder().encode(end.text));
    const fixed = { path, before: raw, after, applied: this.#applied, refused: this.#refused };
    return { ...fixed, ...(end.summaries && { summaries: end.summaries }) };
  }

  /** Asks the engine what a refactoring changes; where that is nothing, it is refused with the reason. */
  async #refactored({ text }: State, order: RefactorOrder): Promise<boolean> {
    const bytes = new TextEncoder().encode(text);
    const { path } = this.file;
    try {
      const edits = await this.analyser.refactor(
        path,
        bytes,
        placedIn(order, text),
        this.options.fileBudgetMs,
      );
      const [first, ...also] = edits;
      if (first) this.#given = [{ ...first, also }];
      return true;
    } catch (error) {
      const { code, message } = toEnvelope(error);
      if (code !== 'cannot-refactor') throw error;
      const line = order.kind === 'inline' ? order.at.line : 'from' in order ? order.from.line : 0;
      this.#refused.push({ ruleId: '', line, message: '', isSafe: false, refusal: 'cannot', why: message });
      return false;
    }
  }

  async #rounds(start: State): Promise<State> {
    const { choice } = this;
    const isRepeated = choice.kind === 'found' && choice.findings === undefined && !choice.once;
    let now = start;
    for (let round = 1; ; round++) {
      // What was refused before a change may do after it.
      this.#refused = [];
      const candidates = this.#candidates(now);
      if (isRepeated && round > MOST_ROUNDS) {
        for (const one of candidates) this.#refuse(one, 'endless');
        return now;
      }
      const { fixable, overlapping } = this.#apart(now, candidates);
      const next = await this.#settle(now, [], fixable);
      for (const one of next.done) this.#note(one);
      if (!isRepeated || next.done.length === 0) {
        for (const { one, by } of overlapping) this.#refuse(one, 'overlap', by);
        return next.state;
      }
      now = next.state;
    }
  }

  /** What the choice names and is there to be fixed. */
  #candidates({ report, text }: State): Candidate[] {
    const { choice } = this;
    if (choice.kind !== 'found') {
      return this.#given
        .map((given) => placed(given, text))
        .map((fix) => ({
          ...{ ruleId: '', line: fix.range.start.line, message: '', fix },
          isSafe: fix.isSafe === true,
        }));
    }
    const isChosen = ({ ruleId, identity, status, fix }: Finding) =>
      status.kind === 'open' &&
      (choice.unsafe || fix?.isSafe === true) &&
      (choice.rules?.includes(ruleId) ?? true) &&
      (choice.findings?.includes(identity) ?? true);
    return report.findings.filter(isChosen).flatMap(({ ruleId, range, message, fix }) => {
      return fix ? [{ ruleId, line: range.start.line, message, fix, isSafe: fix.isSafe === true }] : [];
    });
  }

  /** Those that can be applied together, and those in whose way another one is. */
  #apart({ text }: State, candidates: Candidate[]) {
    const { leftOut } = this.#apply(text, candidates);
    const out = new Set(leftOut.map(({ fix }) => fix));
    const overlapping = leftOut.map(({ fix, by }) => ({
      one: candidates[fix] as Candidate,
      by: by === undefined ? undefined : candidates[by],
    }));
    return { fixable: candidates.filter((_, at) => !out.has(at)), overlapping };
  }

  /**
   * Applies fixes to a text beside those that are known to be good. Where that breaks something, the halves are tried, until
   * each that does it is found.
   */
  async #settle(
    from: State,
    good: Candidate[],
    more: Candidate[],
    known: State = from,
  ): Promise<{ state: State; done: Candidate[] }> {
    const [first] = more;
    if (first === undefined) return { state: known, done: good };
    const all = [...good, ...more];
    if (this.#checks >= MOST_CHECKS) {
      for (const one of more) this.#refuse(one, 'unchecked');
      return { state: known, done: good };
    }
    const state = await this.#check(this.#apply(from.text, all).text);
    const refusal = this.#verdict(from, state, all);
    if (refusal === undefined) return { state, done: all };
    if (more.length === 1) {
      this.#refuse(first, refusal);
      return { state: known, done: good };
    }
    const half = more.length >> 1;
    const left = await this.#settle(from, good, more.slice(0, half), known);
    return this.#settle(from, left.done, more.slice(half), left.state);
  }

  /** What is wrong with what has come of fixes. */
  #verdict(before: State, after: State, fixes: Candidate[]): Exclude<Refusal, 'cannot'> | undefined {
    const [was, is] = [healthOf(before.report), healthOf(after.report)];
    if (was !== undefined && is === undefined) return 'unchecked';
    if (was !== undefined && is !== undefined && is.errors > was.errors) return 'syntax';
    if (this.choice.kind !== 'found' || this.choice.once) return undefined;
    const isLeft = [...new Set(fixes.map(({ ruleId }) => ruleId))].some((ruleId) => {
      const fixed = fixes.filter((one) => one.ruleId === ruleId).length;
      return countOf(after.report, ruleId) > countOf(before.report, ruleId) - fixed;
    });
    return isLeft ? 'still-found' : undefined;
  }

  #apply(text: string, fixes: Candidate[]) {
    return applyFixes(
      text,
      fixes.map(({ fix }) => fix),
      this.#style,
    );
  }

  async #check(text: string): Promise<State> {
    this.#checks += 1;
    const bytes = new TextEncoder().encode(text);
    const whole = await this.analyser.check(this.file.path, bytes, this.options, { alwaysParse: true });
    // What a configuration leaves out of the list is not fixed either.
    const checked = chosenFindings(whole, this.options.choice, undefined, this.options.formerIds);
    const report = JSON.parse(new TextDecoder().decode(checked.report)) as FileReport;
    return { text, report, summaries: checked.summaries };
  }

  #note({ ruleId, line, message, isSafe }: Candidate): void {
    this.#applied.push({ ruleId, line, message, isSafe });
  }

  #refuse(
    { ruleId, line, message, isSafe }: Candidate,
    refusal: Exclude<Refusal, 'cannot'>,
    by?: Candidate,
  ): void {
    this.#refused.push({ ruleId, line, message, isSafe, refusal, why: sentence(refusal, by) });
  }
}

/** Why a fix was not applied, in words. */
const SENTENCES: Record<Exclude<Refusal, 'overlap' | 'cannot'>, string> = {
  syntax: 'The result would have a syntax error.',
  'still-found': 'The rule would find as much as before.',
  changed: 'The file is not as it was scanned.',
  encoding: 'The file is not written in UTF-8.',
  unchecked: 'The result could not be checked.',
  endless: `There is always something new to fix; it was stopped after ${MOST_ROUNDS} times.`,
};

export function sentence(refusal: Exclude<Refusal, 'cannot'>, by?: Candidate): string {
  if (refusal !== 'overlap') return SENTENCES[refusal];
  if (by === undefined) return 'It lies outside of the text.';
  const whose = by.ruleId === '' ? '' : ` of ${by.ruleId}`;
  return `The fix${whose} in line ${by.line} changes the same text.`;
}

function healthOf({ parse }: FileReport): ParseHealth | undefined {
  return parse.kind === 'parsed' ? parse : undefined;
}

function countOf({ findings }: FileReport, ruleId: string): number {
  return findings.filter((one) => one.ruleId === ruleId && one.status.kind === 'open').length;
}

/** The length of the mark that says that a file is UTF-8. */
function markOf(raw: Uint8Array): number {
  return raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** A fix where its lines and columns are, which is what was shown: those of other programs have no offsets. */
function placed(fix: Fix, text: string): Fix {
  const range = ({ start, end }: Range): Range => ({ start: at(start), end: at(end) });
  const at = (place: Position): Position => ({ ...place, offset: offsetOf(place, text) });
  const also = fix.also?.map((edit) => ({ ...edit, range: range(edit.range) }));
  return { ...fix, range: range(fix.range), ...(also && { also }) };
}

/** A refactoring with offsets for places. */
function placedIn(order: RefactorOrder, text: string): Refactor {
  const offset = ({ line, col }: { line: number; col: number }) => offsetOf({ line, col, offset: 0 }, text);
  if (order.kind === 'organise-imports') return order;
  if (order.kind === 'inline') return { kind: 'inline', offset: offset(order.at) };
  const { kind, from, to, name } = order;
  return { kind, start: offset(from), end: offset(to), name };
}

/** In UTF-8 bytes; columns count UTF-16 units, and none lies beyond its line. A line that is not there is behind the end. */
function offsetOf({ line, col }: Position, text: string): number {
  let start = 0;
  for (let left = line - 1; left > 0; left--) {
    const end = text.indexOf('\n', start);
    if (end < 0) return new TextEncoder().encode(text).length + 1;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const at = Math.min(start + col - 1, end < 0 ? text.length : end);
  return new TextEncoder().encode(text.slice(0, at)).length;
}
