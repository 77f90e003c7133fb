/**
 * Reads SARIF that is too large to be held as one text: results are handed out one by one, and the rest of the log, which
 * is small beside them, is put together without them. Works on UTF-8 bytes, of which it looks at strings, brackets and
 * commas only; that all of it is JSON shows when the parts are parsed.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACE = 0x20;

/** Depths of `{"runs": [{"results": [` … */
const RUNS = 2;
const RUN = 3;
const RESULTS = 4;
/** Keys longer than these are none of those that matter. */
const LONGEST_KEY = 10;
/** Deeper brackets are counted, and no more is known of them. */
const KNOWN_DEPTH = RESULTS;
/** The log without its results may be so large; bytes. */
const MAX_REST = 100_000_000;

/** Told of each result: the number of its run in the log, and its JSON, which is only valid during the call. */
export type OnResult = (run: number, json: Uint8Array) => void;

/** Takes a log in pieces. */
export class SarifSplitter {
  readonly #onResult: OnResult;
  readonly #rest = new Bytes();
  readonly #result = new Bytes();
  /** For each open bracket whether it is a list, up to the depth that matters. */
  readonly #isList: boolean[] = [];
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Of a string at a depth where keys matter: its bytes so far. */
  #string: number[] = [];
  /** The last string at the depth of the log and of a run: where a bracket opens, the key that it belongs to. */
  readonly #keys: string[] = [];
  #run = 0;
  /** Whether the bytes belong to the list of results of a run. */
  #isInResults = false;

  constructor(onResult: OnResult) {
    this.#onResult = onResult;
  }

  push(piece: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < piece.length; ) {
      if (this.#isInString) {
        at = this.#passString(piece, at);
        continue;
      }
      const byte = piece[at] ?? 0;
      at += 1;
      if (byte === QUOTE) {
        this.#isInString = true;
        this.#string = [];
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#open(byte === OPEN_LIST);
        if (this.#isInResults && this.#depth === RESULTS) from = this.#give(piece, from, at, this.#rest);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.#isInResults && this.#depth === RESULTS) {
          from = this.#endResult(piece, from, at - 1);
          this.#isInResults = false;
        }
        this.#depth -= 1;
      } else if (byte === COMMA && this.#isInResults && this.#depth === RESULTS) {
        from = this.#endResult(piece, from, at - 1) + 1;
      } else if (byte === COMMA && this.#depth === RUNS) {
        this.#run += 1;
      }
    }
    this.#give(piece, from, piece.length, this.#isInResults ? this.#result : this.#rest);
  }

  /** What of the log was no result since it was last asked; after the last piece, and asked once, the log with empty lists of results. */
  rest(): Uint8Array {
    return this.#rest.take();
  }

  #open(isList: boolean): void {
    this.#depth += 1;
    if (this.#depth > KNOWN_DEPTH) return;
    this.#isList[this.#depth] = isList;
    this.#keys[this.#depth] = '';
    if (this.#depth === RUNS) this.#run = 0;
    this.#isInResults = this.#depth === RESULTS && isList && this.#isInRuns() && this.#isAt(RUN, 'results');
  }

  #isInRuns(): boolean {
    return this.#isAt(1, 'runs') && this.#isList[RUNS] === true;
  }

  /** Whether the open bracket above a depth is an object's, at this key. */
  #isAt(depth: number, key: string): boolean {
    return this.#isList[depth] === false && this.#keys[depth] === key;
  }

  /** From inside a string to behind its end, or to the end of the piece. */
  #passString(piece: Uint8Array, from: number): number {
    const isOfInterest = this.#depth === 1 || this.#depth === RUN;
    let at = from;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      at += 1;
    }
    while (at < piece.length) {
      const end = piece.indexOf(QUOTE, at);
      const until = end < 0 ? piece.length : end;
      const escapes = trailingEscapes(piece, at, until);
      if (isOfInterest) this.#note(piece, at, until);
      if (end < 0) {
        this.#isEscaped = escapes % 2 === 1;
        return piece.length;
      }
      at = end + 1;
      if (escapes % 2 === 1) continue;
      this.#isInString = false;
      if (isOfInterest) this.#keys[this.#depth] = String.fromCharCode(...this.#string);
      return at;
    }
    return at;
  }

  #note(piece: Uint8Array, from: number, until: number): void {
    for (let at = from; at < until && this.#string.length <= LONGEST_KEY; at++) {
      this.#string.push(piece[at] ?? 0);
    }
  }

  /** A result that lies in one piece is not copied. */
  #endResult(piece: Uint8Array, from: number, until: number): number {
    const last = piece.subarray(from, until);
    const json = this.#result.length === 0 ? last : this.#result.add(last).take();
    if (json.some((byte) => byte > SPACE)) this.#onResult(this.#run, json);
    return until;
  }

  #give(piece: Uint8Array, from: number, until: number, to: Bytes): number {
    to.add(piece.subarray(from, until));
    if (this.#rest.length > MAX_REST) throw new RangeError('The log is too large without its results.');
    return until;
  }
}

/** How many backslashes stand before a place. */
function trailingEscapes(piece: Uint8Array, from: number, until: number): number {
  let at = until;
  while (at > from && piece[at - 1] === BACKSLASH) at -= 1;
  return until - at;
}

/** Bytes that grow. */
class Bytes {
  #all = new Uint8Array(1 << 16);
  length = 0;

  add(more: Uint8Array): this {
    const length = this.length + more.length;
    if (length > this.#all.length) {
      const larger = new Uint8Array(Math.max(length, this.#all.length * 2));
      larger.set(this.#all.subarray(0, this.length));
      this.#all = larger;
    }
    this.#all.set(more, this.length);
    this.length = length;
    return this;
  }

  /** All of them, until more are added. */
  take(): Uint8Array {
    const { length } = this;
    this.length = 0;
    return this.#all.subarray(0, length);
  }
}
