/** What a run of another program says of itself: whether it read and checked all that it was to. */
import type { Completeness, Gap } from '../../../workers/protocol';
import { type Fields, get, inner, objects, textOf } from '../lenient';
import { plainText } from './messages';
import type { Paths } from './paths';

const MAX_EXAMPLES = 5;
const NOTIFICATIONS = ['toolExecutionNotifications', 'toolConfigurationNotifications'];

/** The gaps of one run. */
export function gapsOf(run: Fields, tool: string, paths: Paths): Gap[] {
  const invocations = objects(get(run, 'invocations'), 100);
  const troubles = invocations.flatMap((invocation) =>
    NOTIFICATIONS.flatMap((list) => objects(get(invocation, list), 10_000)).filter(
      (note) => get(note, 'level') === 'error',
    ),
  );
  const gaps: Gap[] = [];
  if (!Array.isArray(get(run, 'results')) && get(run, 'externalPropertyFileReferences') === undefined) {
    gaps.push(gap('interrupted', 0, `${tool} wrote no list of results, which says that it did not scan.`));
  }
  if (get(inner(run, 'externalPropertyFileReferences'), 'results') !== undefined) {
    gaps.push(gap('unreadable', 0, `${tool} keeps results in further files, which are not here.`));
  }
  const failed = invocations.filter((one) => get(one, 'executionSuccessful') === false);
  if (failed.length > 0 || troubles.length > 0) {
    const says = failed.length > 0 ? `${tool} says that its run failed` : `${tool} reported errors`;
    const examples = troubles.slice(0, MAX_EXAMPLES).map((note) => describe(note, paths));
    const why = failed.map((one) => textOf(get(one, 'exitCodeDescription'), 300)).find(Boolean);
    gaps.push({
      kind: 'crashed',
      count: troubles.length,
      message: why ? `${says}: ${why}.` : `${says}.`,
      examples,
    });
  }
  return gaps;
}

/** Of all runs of a file together; how many files they were about is not known. */
export function completenessOf(gaps: Gap[], findings: number): Completeness {
  const [first] = gaps;
  if (first === undefined) return { state: 'whole' };
  return findings === 0 ? { state: 'failed', gap: first } : { state: 'partial', done: 0, total: 0, gaps };
}

export function gap(kind: Gap['kind'], count: number, message: string): Gap {
  return { kind, count, message, examples: [] };
}

function describe(note: Fields, paths: Paths): string {
  const [place] = objects(get(note, 'locations'), 1);
  const path = place && paths.of(inner(place, 'physicalLocation', 'artifactLocation'));
  const text = plainText(inner(note, 'message'))?.slice(0, 300) ?? 'no message';
  return path === undefined ? text : `${path}: ${text}`;
}
