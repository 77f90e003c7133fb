/** What GitHub's code scanning refuses of a log or does not show, by its published limits. */
import { countOf, formatBytes, formatCount } from '../../kernel/format';
import { type Fields, get, inner, isFields, listOf, objects } from '../lenient';

const MAX_RUNS = 20;
const MAX_RESULTS = 25_000;
const SHOWN_RESULTS = 5000;
const MAX_RULES = 25_000;
const MAX_EXTENSIONS = 100;
const MAX_LOCATIONS = 1000;
const SHOWN_LOCATIONS = 100;
const MAX_STEPS = 10_000;
const SHOWN_STEPS = 1000;
const MAX_TAGS = 20;
const SHOWN_TAGS = 10;
/** Of the file, gzipped; bytes. */
export const MAX_GZIPPED = 10_000_000;

/** Counts what is in a log while it passes. */
export class GitHubLimits {
  readonly #log: Fields;
  readonly #results: number[] = [];
  readonly #locations = { refused: 0, cut: 0 };
  readonly #steps = { refused: 0, cut: 0 };

  constructor(log: Fields) {
    this.#log = log;
  }

  note(run: number, result: unknown): void {
    this.#results[run] = (this.#results[run] ?? 0) + 1;
    if (!isFields(result)) return;
    const places = listOf(get(result, 'locations')).length;
    const flows = objects(get(result, 'codeFlows'), MAX_STEPS);
    const threads = flows.flatMap((flow) => objects(get(flow, 'threadFlows'), MAX_STEPS));
    const steps = threads.reduce((sum, thread) => sum + listOf(get(thread, 'locations')).length, 0);
    count(this.#locations, places, MAX_LOCATIONS, SHOWN_LOCATIONS);
    count(this.#steps, steps, MAX_STEPS, SHOWN_STEPS);
  }

  /** A sentence for each limit that is exceeded; none where GitHub takes and shows all of it. */
  exceeded(): string[] {
    const runs = listOf(get(this.#log, 'runs')).length;
    const all = objects(get(this.#log, 'runs'), runs);
    const rulesOf = (run: Fields) => objects(get(inner(run, 'tool', 'driver'), 'rules'), 1_000_000);
    const rules = all.map((run) => rulesOf(run).length);
    const extensions = all.map((run) => listOf(get(inner(run, 'tool'), 'extensions')).length);
    const tags = { refused: 0, cut: 0 };
    for (const rule of all.flatMap(rulesOf)) {
      count(tags, listOf(get(inner(rule, 'properties'), 'tags')).length, MAX_TAGS, SHOWN_TAGS);
    }
    return [
      ...refused(runs, MAX_RUNS, 'run', 'a file'),
      ...this.#results.flatMap((results) =>
        results > MAX_RESULTS
          ? refused(results, MAX_RESULTS, 'result', 'a run')
          : hidden(results, SHOWN_RESULTS, 'result', 'a run'),
      ),
      ...rules.flatMap((number) => refused(number, MAX_RULES, 'rule', 'a run')),
      ...extensions.flatMap((number) => refused(number, MAX_EXTENSIONS, 'extension', 'a tool')),
      ...crowded(this.#locations, 'result', 'location', MAX_LOCATIONS, SHOWN_LOCATIONS),
      ...crowded(this.#steps, 'result', 'step', MAX_STEPS, SHOWN_STEPS),
      ...crowded(tags, 'rule', 'tag', MAX_TAGS, SHOWN_TAGS),
    ];
  }
}

interface Crowded {
  refused: number;
  cut: number;
}

function count(sum: Crowded, found: number, most: number, shown: number): void {
  if (found > most) sum.refused += 1;
  else if (found > shown) sum.cut += 1;
}

function refused(found: number, most: number, what: string, where: string): string[] {
  if (found <= most) return [];
  return [`GitHub refuses ${where} of ${countOf(found, what)}: it takes ${formatCount(most)}.`];
}

function hidden(found: number, shown: number, what: string, where: string): string[] {
  if (found <= shown) return [];
  return [`GitHub shows the worst ${countOf(shown, what)} of ${where} of ${formatCount(found)}.`];
}

function crowded(
  { refused: tooMany, cut }: Crowded,
  of: string,
  what: string,
  most: number,
  shown: number,
): string[] {
  const have = (number: number) => `${countOf(number, of)} ${number === 1 ? 'has' : 'have'} more than`;
  return [
    ...(tooMany > 0 ? [`${have(tooMany)} ${countOf(most, what)}, which GitHub refuses.`] : []),
    ...(cut > 0 ? [`${have(cut)} ${countOf(shown, what)}; GitHub shows the first of them.`] : []),
  ];
}

/** The same of the size of the whole. */
export function sizeExceeded(gzippedBytes: number): string[] {
  if (gzippedBytes <= MAX_GZIPPED) return [];
  return [
    `GitHub refuses a file of ${formatBytes(gzippedBytes)}: it takes ${formatBytes(MAX_GZIPPED)}, gzipped.`,
  ];
}
