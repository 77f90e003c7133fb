/** The runs of a log as its results are read by them: the rules of each, and how its places become paths. */
import { type Fields, get, isFields, objects } from '../lenient';
import { locationKey, Paths } from './paths';
import { artifactsOf, type RunContext } from './results';
import { RunRules } from './rules';
import { SarifSplitter } from './stream';

export const MAX_RUNS = 1000;

/** What the results of a run are read by. */
export interface LogRun {
  rules: RunRules;
  context: RunContext;
}

/** The places that the results of each run name, each once. */
export class Locations {
  readonly #byRun: Map<string, Fields>[] = [];

  note(run: number, result: unknown): void {
    if (!isFields(result)) return;
    const known = this.#byRun[run] ?? new Map<string, Fields>();
    this.#byRun[run] = known;
    for (const location of artifactsOf(result)) known.set(locationKey(location), location);
  }

  of(run: number): Iterable<Fields> {
    return this.#byRun[run]?.values() ?? [];
  }
}

/** @param log its results are not looked at. */
export function runsOf(log: Fields, locations: Locations): (LogRun & { run: Fields })[] {
  return objects(get(log, 'runs'), MAX_RUNS).map((run, at) => {
    const paths = new Paths(run);
    paths.learn(locations.of(at));
    const codePoints = get(run, 'columnKind') === 'unicodeCodePoints';
    return { run, rules: new RunRules(run), context: { run, paths, codePoints } };
  });
}

const decoder = new TextDecoder();

export function parseJson(json: Uint8Array): unknown {
  return JSON.parse(decoder.decode(json));
}

/** Hands out the results of a log in pieces, parsed; answers with the log without them. */
export async function splitLog(
  pieces: AsyncIterable<Uint8Array>,
  onResult: (run: number, result: unknown) => void,
): Promise<unknown> {
  const splitter = new SarifSplitter((run, json) => onResult(run, parseJson(json)));
  for await (const piece of pieces) splitter.push(piece);
  return parseJson(splitter.rest());
}

/** A log in pieces looked through once, so that its results can be read in a second pass. */
export async function survey(open: () => AsyncIterable<Uint8Array>) {
  const locations = new Locations();
  const log = await splitLog(open(), (run, result) => locations.note(run, result));
  const fields = isFields(log) ? log : {};
  return { log: fields, runs: runsOf(fields, locations) };
}
