/**
 * SARIF of other programs with what people decided here: the log as it came, with every object in it that Assay does not
 * know, but for what is said of its results. Results of whose like nothing is said stay as they are, byte for byte.
 */
import { type BaselineState, DECISIONS, type Triage } from '../../../workers/protocol';
import { type Fields, get, inner, isFields } from '../lenient';
import { BASELINE_STATES } from './baseline-states';
import { GitHubLimits } from './github-limits';
import { isFinding, readResult } from './results';
import { type LogRun, parseJson, survey } from './runs';
import { SarifSplitter } from './stream';

/** What is said of a finding here. */
export interface Said {
  triage?: Triage | undefined;
  baseline?: BaselineState | undefined;
}

export type SaidOf = (path: string, identity: string) => Said | undefined;

/** Under which Assay writes what SARIF has no field for. */
const OWN = 'assay';

const encoder = new TextEncoder();

/**
 * The log in pieces; what it is made of is asked for twice. Answers with what GitHub would leave out of it.
 * @throws a `SyntaxError` if it is no JSON
 */
export async function* withDecisions(
  open: () => AsyncIterable<Uint8Array>,
  saidOf: SaidOf,
): AsyncGenerator<Uint8Array, string[]> {
  const { log, runs } = await survey(open);
  const limits = new GitHubLimits(log);
  let out: Uint8Array[] = [];
  const splitter = new SarifSplitter((at, json) => {
    // What stands before the first result of a list ends with its bracket.
    const before = splitter.rest().slice();
    out.push(before.length > 0 ? before : encoder.encode(','));
    const result = parseJson(json);
    const run = runs[at];
    const told = run && isFields(result) ? marked(result, run, saidOf) : result;
    out.push(told === result ? json.slice() : encoder.encode(JSON.stringify(told)));
    limits.note(at, told);
  });
  for await (const piece of open()) {
    splitter.push(piece);
    yield* out;
    out = [];
  }
  yield splitter.rest().slice();
  return limits.exceeded();
}

function marked(result: Fields, run: LogRun, saidOf: SaidOf): Fields {
  if (!isFinding(result)) return result;
  const rule = run.rules.of(result);
  const { path, finding } = readResult(result, rule, run.context);
  return markedWith(result, saidOf(path, finding.identity));
}

/** The same result where nothing changes. */
export function markedWith(result: Fields, said: Said | undefined): Fields {
  const { triage, baseline } = said ?? {};
  const former = get(result, 'suppressions');
  const others = Array.isArray(former) ? former.filter((one) => !isOwn(one)) : [];
  const own = triage?.decision ? [suppressionOf(triage)] : [];
  const hadOwn = Array.isArray(former) && others.length < former.length;
  const isDecided = own.length > 0 || hadOwn;
  const note = own.length === 0 && triage ? textsOf(triage) : undefined;
  const properties = inner(result, 'properties');
  const hasNote = get(properties, OWN) !== undefined;
  if (!isDecided && !baseline && !note && !hasNote) return result;
  const { [OWN]: _, ...rest } = properties;
  const told = { ...rest, ...(note && { [OWN]: note }) };
  return {
    ...result,
    ...(isDecided && { suppressions: [...others, ...own] }),
    ...(baseline && { baselineState: BASELINE_STATES[baseline] }),
    ...((note || hasNote) && { properties: told }),
  };
}

/** Whether Assay wrote a suppression: another try takes its place. */
function isOwn(suppression: unknown): boolean {
  if (!isFields(suppression)) return false;
  const decision = get(inner(suppression, 'properties', OWN), 'decision');
  return DECISIONS.some((one) => one === decision);
}

function suppressionOf(triage: Triage) {
  const { decision, reason } = triage;
  return {
    ...{ kind: 'external', status: 'accepted' },
    ...(reason && { justification: reason }),
    properties: { [OWN]: { decision, ...textsOf(triage) } },
  };
}

function textsOf({ owner, note, expiresMs }: Triage) {
  if (!owner && !note && !expiresMs) return undefined;
  return {
    ...(owner && { owner }),
    ...(note && { note }),
    ...(expiresMs && { until: new Date(expiresMs).toISOString() }),
  };
}
