/**
 * The open project in memory: its files and, in columns, its findings. Filters, groups and counts over 100,000
 * findings take milliseconds here, and no SQL. SQLite remains the truth: this is built from it and follows each commit.
 */

import { type Completeness, type FindingRow, SEVERITIES, type TreeFile, toolsIn } from '../protocol';
import {
  FINDING_STATES,
  type FindingBlock,
  flagsDecided,
  flagsHasFix,
  flagsSeverity,
  flagsState,
  HEAD_FIELDS,
  Strings,
} from './finding-codec';
import type { DecidedFile } from './writes/decisions';
import type { WrittenFile } from './writes/files';

/** A file of the index. Its findings are the rows from `start`, `count` of them. */
export interface IndexedFile {
  id: number;
  path: string;
  size: number;
  language: string | undefined;
  codeLines: number;
  /** Open findings, in the order of `SEVERITIES`. */
  counts: number[];
  status: TreeFile['status'];
  /** Whether checking it failed, when it was last checked. */
  failed: boolean;
  start: number;
  count: number;
}

const FIRST_CAPACITY = 1024;

export class ProjectIndex {
  readonly rules = new Strings();
  readonly languages = new Strings();
  readonly messages = new Strings();
  /** Rows in use, those of replaced results included. */
  rows = 0;
  /** Rows that belong to a file: the findings of the project. */
  liveRows = 0;
  ids = new Uint32Array(FIRST_CAPACITY);
  rule = new Uint32Array(FIRST_CAPACITY);
  language = new Uint16Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  line = new Uint32Array(FIRST_CAPACITY);
  col = new Uint32Array(FIRST_CAPACITY);
  message = new Uint32Array(FIRST_CAPACITY);
  excerpts: string[] = [];
  readonly #files = new Map<string, IndexedFile>();
  #sorted: IndexedFile[] | undefined;

  /** Programs that rules belong to, by id; of imported projects. */
  readonly tools = new Map<string, string>();

  constructor(
    readonly projectId: number,
    public completeness?: Completeness,
  ) {}

  /** What can be said of the project from now on. */
  setCompleteness(completeness: Completeness | undefined): void {
    if (completeness) this.completeness = completeness;
    else delete this.completeness;
  }

  /** All files by path. */
  get files(): readonly IndexedFile[] {
    this.#sorted ??= [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.#sorted;
  }

  /** The programs that a rule belongs to. */
  toolsOf(ruleId: string): string[] {
    return toolsIn(this.tools.get(ruleId) ?? 'Assay');
  }

  file(path: string): IndexedFile | undefined {
    return this.#files.get(path);
  }

  /** Adds a file or replaces it with all its findings. */
  putFile(file: Omit<IndexedFile, 'start' | 'count'>, blocks: readonly FindingBlock[]): void {
    const start = this.rows;
    for (const block of blocks) this.#append(block);
    const indexed = { ...file, start, count: this.rows - start };
    this.#replace(indexed);
    this.#compactIfSparse();
  }

  /** After its results were written. */
  putWritten({ id, file, blocks, decided }: WrittenFile): void {
    const { path, size, counts, failed, report } = file;
    const hasFailed = failed > 0;
    const status = hasFailed ? 'failed' : 'done';
    this.putFile(
      {
        id,
        path,
        size,
        language: report.language,
        codeLines: report.lines.code,
        counts,
        status,
        failed: hasFailed,
      },
      blocks,
    );
    if (decided) this.decide(decided);
  }

  /** A run has found this file and not come to it yet. */
  seeFile(id: number, path: string, size: number): void {
    const known = this.#files.get(path);
    if (known) known.status = 'pending';
    else
      this.putFile(
        { id, path, size, language: undefined, codeLines: 0, counts: [], status: 'pending', failed: false },
        [],
      );
  }

  /** The stored result still holds. */
  keepFile(path: string): void {
    const file = this.#files.get(path);
    if (file) file.status = file.failed ? 'failed' : 'done';
  }

  removeFiles(paths: readonly string[]): void {
    for (const path of paths) {
      this.liveRows -= this.#files.get(path)?.count ?? 0;
      this.#files.delete(path);
    }
    this.#sorted = undefined;
    this.#compactIfSparse();
  }

  /** Where these findings are, in their order; those that are gone are left out. */
  locate(ids: readonly number[]): { row: number; file: IndexedFile }[] {
    const wanted = new Map(ids.map((id, at): [number, number] => [id, at]));
    const found: { row: number; file: IndexedFile }[] = [];
    for (const file of this.#files.values()) {
      for (let row = file.start; row < file.start + file.count; row++) {
        const at = wanted.get(this.ids[row] ?? 0);
        if (at !== undefined) found[at] = { row, file };
      }
    }
    return found.flat();
  }

  /** Shows what was decided of findings of a file. */
  decide({ path, counts, decisions }: DecidedFile): void {
    const file = this.#files.get(path);
    if (!file) return;
    file.counts = counts;
    for (let row = file.start; row < file.start + file.count; row++) this.#decideRow(row, undefined);
    this.#decideRows(file.start, decisions);
  }

  /** Gives findings the ids of those that they turned out to be. */
  renumber(former: ReadonlyMap<number, number>): void {
    for (let row = 0; row < this.rows; row++) {
      this.ids[row] = former.get(this.ids[row] ?? 0) ?? this.ids[row] ?? 0;
    }
  }

  /** The number of open findings of each rule, and the rank of the worst severity among them. */
  openByRule(): { count: number; worst: number }[] {
    const counts = this.rules.values.map(() => ({ count: 0, worst: 0 }));
    for (const { start, count } of this.#files.values()) {
      for (let row = start; row < start + count; row++) {
        const flags = this.flags[row] ?? 0;
        const rule = counts[this.rule[row] ?? 0];
        if (!rule || flagsState(flags) !== 0) continue;
        rule.count += 1;
        rule.worst = Math.max(rule.worst, flagsSeverity(flags));
      }
    }
    return counts;
  }

  row(row: number, file: IndexedFile): FindingRow {
    const flags = this.flags[row] ?? 0;
    return {
      id: this.ids[row] ?? 0,
      ruleId: this.rules.values[this.rule[row] ?? 0] ?? '',
      severity: SEVERITIES[flagsSeverity(flags)] ?? 'info',
      message: this.messages.values[this.message[row] ?? 0] ?? '',
      path: file.path,
      line: this.line[row] ?? 0,
      col: this.col[row] ?? 0,
      excerpt: this.excerpts[row] ?? '',
      state: FINDING_STATES[flagsState(flags)] ?? 'open',
      hasFix: flagsHasFix(flags),
    };
  }

  /** A known file keeps its object, and with it its place in the order. */
  #replace(file: IndexedFile): void {
    const known = this.#files.get(file.path);
    this.liveRows += file.count - (known?.count ?? 0);
    if (known) {
      Object.assign(known, file);
      return;
    }
    this.#files.set(file.path, file);
    this.#sorted = undefined;
  }

  #decideRows(first: number, decisions: readonly number[]): void {
    for (let at = 0; at < decisions.length; at += 2) {
      this.#decideRow(first + (decisions[at] ?? 0), decisions[at + 1]);
    }
  }

  #decideRow(row: number, decision: number | undefined): void {
    this.flags[row] = flagsDecided(this.flags[row] ?? 0, decision);
  }

  #append({ ids, head, decisions = [] }: FindingBlock): void {
    const [, rules, languages, messages, numbers, excerpts] = head;
    const ruleOf = rules.map((text) => this.rules.index(text));
    const languageOf = languages.map((text) => this.languages.index(text));
    const messageOf = messages.map((text) => this.messages.index(text));
    this.#reserve(excerpts.length);
    const first = this.rows;
    for (let ordinal = 0; ordinal < excerpts.length; ordinal++) {
      const at = ordinal * HEAD_FIELDS;
      const row = this.rows++;
      this.ids[row] = ids[ordinal] ?? 0;
      this.rule[row] = ruleOf[numbers[at] ?? 0] ?? 0;
      this.language[row] = languageOf[numbers[at + 1] ?? 0] ?? 0;
      this.flags[row] = numbers[at + 2] ?? 0;
      this.line[row] = numbers[at + 3] ?? 0;
      this.col[row] = numbers[at + 4] ?? 0;
      this.message[row] = messageOf[numbers[at + 5] ?? 0] ?? 0;
      this.excerpts[row] = excerpts[ordinal] ?? '';
    }
    this.#decideRows(first, decisions);
  }

  #reserve(more: number): void {
    const needed = this.rows + more;
    if (needed <= this.ids.length) return;
    this.#move(Math.max(needed, this.ids.length * 2), [[0, this.rows]]);
  }

  /** Rows of replaced files are left behind until they are the larger part. */
  #compactIfSparse(): void {
    if (this.rows < FIRST_CAPACITY || this.liveRows * 2 >= this.rows) return;
    const files = [...this.#files.values()].sort((a, b) => a.start - b.start);
    const ranges = files.map(({ start, count }): [number, number] => [start, start + count]);
    this.excerpts = ranges.flatMap(([start, end]) => this.excerpts.slice(start, end));
    this.#move(Math.max(FIRST_CAPACITY, this.liveRows * 2), ranges);
    let start = 0;
    for (const file of files) {
      file.start = start;
      start += file.count;
    }
    this.rows = start;
  }

  /** Copies these ranges of rows, one after the other, into columns of another capacity. */
  #move(capacity: number, ranges: [number, number][]): void {
    this.ids = copyRanges(this.ids, new Uint32Array(capacity), ranges);
    this.rule = copyRanges(this.rule, new Uint32Array(capacity), ranges);
    this.language = copyRanges(this.language, new Uint16Array(capacity), ranges);
    this.flags = copyRanges(this.flags, new Uint8Array(capacity), ranges);
    this.line = copyRanges(this.line, new Uint32Array(capacity), ranges);
    this.col = copyRanges(this.col, new Uint32Array(capacity), ranges);
    this.message = copyRanges(this.message, new Uint32Array(capacity), ranges);
  }
}

interface Column {
  subarray(start: number, end: number): ArrayLike<number>;
  set(values: ArrayLike<number>, at: number): void;
}

function copyRanges<T extends Column>(from: T, to: T, ranges: [number, number][]): T {
  let at = 0;
  for (const [start, end] of ranges) {
    to.set(from.subarray(start, end), at);
    at += end - start;
  }
  return to;
}
