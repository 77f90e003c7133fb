/**
 * Which findings of a file's new result are the same as those of its former one. From the surest sign to the weakest:
 * the same code in the same definition between the same lines, then with less of that. Among twins the order counts,
 * and how far the findings that were found again around them have moved.
 */

/** What a finding is known again by. */
export interface Trace {
  rule: string;
  line: number;
  /** `<match>-<scope>-<ordinal>` of the engine; anything of imported findings. */
  identity: string;
  /** Hashes of the lines before and after, half of it each; may be empty. */
  surroundings: string;
  excerpt: string;
}

/** Index of a former finding and of the one that is it now. */
export type Pair = [former: number, now: number];

/** Lines that a finding may be away from where it is expected and still be near. */
const NEAR_LINES = 3;
/** More twins than this are paired in their order: the best alignment of all would take too long. */
const MOST_ALIGNED = 200;

interface Step {
  /** Findings of one key may be the same; none takes no part. */
  key(trace: Trace): string | undefined;
  /** Of weak signs more is asked. */
  accepts?(former: Trace, now: Trace, expected: readonly number[]): boolean;
  /** Whether twins are left alone: which is which nobody could tell. */
  isForSingles?: boolean;
}

const STEPS: readonly Step[] = [
  { key: (one) => (one.surroundings ? `${code(one)} ${scope(one)} ${one.surroundings}` : undefined) },
  { key: (one) => `${code(one)} ${scope(one)}` },
  { key: (one) => (one.surroundings ? `${code(one)} ${one.surroundings}` : undefined) },
  { key: code, accepts: isNear },
  { key: (one) => `${one.rule} ${squeeze(one.excerpt)}`, accepts: isNear },
  {
    // The code itself was edited, and nothing else about it.
    key: (one) => (one.surroundings ? `${one.rule} ${scope(one)} ${one.surroundings}` : undefined),
    isForSingles: true,
  },
];

/** Pairs findings of a former result and of a new one, which has `grown` by some lines; each is in one pair at most. */
export function rematch(former: readonly Trace[], now: readonly Trace[], grown = 0): Pair[] {
  const pairs = new Pairs(former, now, grown);
  for (const step of STEPS) {
    const groups = [...pairs.groups(step.key)];
    for (const [a, b] of groups) if (a.length === 1 && b.length === 1) pairs.align(a, b, step);
    if (step.isForSingles) continue;
    for (const [a, b] of groups) if (a.length > 1 || b.length > 1) pairs.align(a, b, step);
  }
  return pairs.all;
}

class Pairs {
  readonly all: Pair[] = [];
  readonly #formerLeft: Set<number>;
  readonly #nowLeft: Set<number>;

  constructor(
    readonly former: readonly Trace[],
    readonly now: readonly Trace[],
    readonly grown: number,
  ) {
    this.#formerLeft = new Set(former.keys());
    this.#nowLeft = new Set(now.keys());
  }

  /** What is left on both sides, by key. */
  *groups(key: Step['key']): Generator<[number[], number[]]> {
    const byKey = (traces: readonly Trace[], left: Iterable<number>) => {
      const groups = new Map<string, number[]>();
      for (const index of left) {
        const trace = traces[index];
        const name = trace && key(trace);
        if (name === undefined) continue;
        const group = groups.get(name);
        if (group) group.push(index);
        else groups.set(name, [index]);
      }
      return groups;
    };
    const now = byKey(this.now, this.#nowLeft);
    for (const [name, indexes] of byKey(this.former, this.#formerLeft)) {
      const others = now.get(name);
      if (others) yield [indexes, others];
    }
  }

  /** Pairs twins in their order, so that the sum of their distances from where they are expected is least. */
  align(former: readonly number[], now: readonly number[], step: Step): void {
    const expected = former.map((index) => this.#expectedLines(index));
    for (const [a, b] of bestAlignment(
      expected,
      now.map((index) => this.now[index]?.line ?? 0),
    )) {
      this.#add(former[a] ?? 0, now[b] ?? 0, expected[a] ?? [], step);
    }
  }

  #add(former: number, now: number, expected: readonly number[], step: Step): void {
    const [before, after] = [this.former[former], this.now[now]];
    if (!before || !after || step.accepts?.(before, after, expected) === false) return;
    this.all.push([former, now]);
    this.#formerLeft.delete(former);
    this.#nowLeft.delete(now);
  }

  /**
   * Its line, moved as far as the nearest finding before it that was found again, and as the nearest behind it; where
   * there is none, as the start and the end of the file.
   */
  #expectedLines(index: number): number[] {
    const line = this.former[index]?.line ?? 0;
    const nearest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const expected = [line, line + this.grown];
    for (const [before, after] of this.all) {
      const from = this.former[before]?.line ?? 0;
      const side = from <= line ? 0 : 1;
      const distance = Math.abs(from - line);
      if (distance >= (nearest[side] ?? 0)) continue;
      nearest[side] = distance;
      expected[side] = line + (this.now[after]?.line ?? 0) - from;
    }
    return expected;
  }
}

/** Pairs of indexes in rising order on both sides: as many as there can be, at the least distance in sum. */
function bestAlignment(expected: readonly (readonly number[])[], lines: readonly number[]): Pair[] {
  const distance = (a: number, b: number) => farFrom(expected[a] ?? [], lines[b] ?? 0);
  const isShorter = expected.length <= lines.length;
  const [short, long] = isShorter ? [expected.length, lines.length] : [lines.length, expected.length];
  const places =
    long > MOST_ALIGNED
      ? Array.from({ length: short }, (_, at) => at)
      : placesIn(short, long, isShorter ? distance : (b, a) => distance(a, b));
  return places.map((place, at): Pair => (isShorter ? [at, place] : [place, at]));
}

function farFrom(expected: readonly number[], line: number): number {
  return Math.min(...expected.map((one) => Math.abs(one - line)));
}

/** A place in the longer list for each of the shorter one. `least[i][j]`: the first i placed among the first j. */
function placesIn(short: number, long: number, distance: (row: number, column: number) => number): number[] {
  const least = Array.from({ length: short }, () =>
    new Float64Array(long + 1).fill(Number.POSITIVE_INFINITY),
  );
  const before = (row: number, column: number) => (row === 0 ? 0 : (least[row - 1]?.[column] ?? 0));
  for (let row = 0; row < short; row++) {
    for (let column = row; column < long; column++) {
      const placed = before(row, column) + distance(row, column);
      const skipped = least[row]?.[column] ?? 0;
      (least[row] as Float64Array)[column + 1] = Math.min(placed, skipped);
    }
  }
  const places: number[] = [];
  let column = long;
  for (let row = short - 1; row >= 0; row--) {
    while (least[row]?.[column] === least[row]?.[column - 1]) column--;
    places.unshift(--column);
  }
  return places;
}

/** Where it would be had only lines around it been inserted or removed, or with one of its neighbours. */
function isNear(former: Trace, now: Trace, expected: readonly number[]): boolean {
  const half = former.surroundings.length / 2;
  const isBeside =
    half > 0 &&
    (former.surroundings.slice(0, half) === now.surroundings.slice(0, half) ||
      former.surroundings.slice(half) === now.surroundings.slice(half));
  return isBeside || farFrom(expected, now.line) <= NEAR_LINES;
}

/** The part of an identity that stands for rule and code. */
function code({ rule, identity }: Trace): string {
  return `${rule} ${partsOf(identity)[0]}`;
}

/** The part of an identity that stands for the definitions around. */
function scope({ identity }: Trace): string {
  return partsOf(identity)[1];
}

function partsOf(identity: string): [code: string, scope: string] {
  const [, code = identity, scope = ''] = /^([0-9a-f]{16})-([0-9a-f]{8})-\d+$/.exec(identity) ?? [];
  return [code, scope];
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
