/** One result of SARIF as a finding: its place, the path that it follows, what belongs to it, its fix and its state. */
import { ELSEWHERE, statusOfSuppression } from '../../../workers/protocol';
import { anchorOf } from '../anchor';
import type {
  SharedCode,
  SharedFinding,
  SharedFix,
  SharedLabel,
  SharedSnippet,
  SharedStatus,
  SharedStep,
} from '../file-format';
import { factsOf } from '../finding-facts';
import { entryAt, type Fields, get, inner, listOf, objects, textOf, wholeOf } from '../lenient';
import { plainText } from './messages';
import { NO_PLACE, type Paths } from './paths';
import { spotOf } from './places';
import type { RunRule } from './rules';
import { levelOf, severityOf } from './severities';

/** What all results of a run have in common. */
export interface RunContext {
  run: Fields;
  paths: Paths;
  /** Columns count code points. */
  codePoints: boolean;
}

/** A finding with the file it is in; its rule is filled in by whoever collects them. */
export interface ReadResult {
  path: string;
  language: string | undefined;
  finding: Omit<SharedFinding, 'rule' | 'language'>;
  snippet: SharedSnippet | undefined;
}

/** Under which Assay's exports have the identity of a result, the newest first. */
const ASSAY_KEYS = ['assayFingerprint/v2', 'assayFingerprint/v1'];

const MAX_STEPS = 1000;
/** The first flow or fix and as many others as a document may have. */
const MAX_ALTERNATIVES = 21;
const MAX_RELATED = 200;

/** Whether a result is something to look at: not that a rule passed, or had nothing to say. */
export function isFinding(result: Fields): boolean {
  const kind = get(result, 'kind');
  return kind !== 'pass' && kind !== 'notApplicable';
}

export function readResult(result: Fields, rule: RunRule, context: RunContext): ReadResult {
  const locations = objects(get(result, 'locations'), MAX_RELATED);
  const physical = inner(locations[0] ?? {}, 'physicalLocation');
  const artifact = inner(physical, 'artifactLocation');
  const path = context.paths.of(artifact) ?? context.paths.of(inner(result, 'analysisTarget')) ?? NO_PLACE;
  const { range, excerpt, snippet } = spotOf(physical, context.codePoints);
  const message = messageOf(result, rule);
  const [flow, ...otherFlows] = flowsOf(result, path, context);
  const code = codeOf(result, path, excerpt, locations.slice(1), context);
  const status = statusOf(result, range.start.line);
  return {
    path,
    language: context.paths.languageOf(artifact),
    snippet,
    finding: {
      severity: severityOf(result, rule.descriptor, rule.overrides),
      ...range,
      identity: identityOf(result, rule.id, `${rule.id}\n${path}\n${range.start.line}\n${message}`),
      anchor: anchorOf(rule.id, excerpt || message),
      message,
      ...(status && { status }),
      ...originOf(result),
      ...(flow && { flow }),
      ...(otherFlows.length > 0 && { otherFlows }),
      ...(get(result, 'baselineState') === 'absent' && { gone: true }),
      code,
    },
  };
}

function messageOf(result: Fields, rule: RunRule): string {
  const own = plainText(inner(result, 'message'), rule.strings);
  return own ?? plainText(inner(rule.descriptor, 'shortDescription')) ?? rule.id;
}

function codeOf(
  result: Fields,
  path: string,
  excerpt: string,
  more: Fields[],
  context: RunContext,
): SharedCode {
  const related = [...more, ...objects(get(result, 'relatedLocations'), MAX_RELATED)];
  const labels = related.flatMap((location) => labelOf(location, path, context) ?? []);
  const [fix, ...otherFixes] = fixesOf(result, path, context);
  return {
    excerpt,
    ...(labels.length > 0 && { labels }),
    ...(fix && { fix }),
    ...(otherFixes.length > 0 && { otherFixes }),
  };
}

function labelOf(location: Fields, ownPath: string, context: RunContext): SharedLabel | undefined {
  const physical = inner(location, 'physicalLocation');
  const path = context.paths.of(inner(physical, 'artifactLocation'));
  if (path === undefined) return undefined;
  const message = plainText(inner(location, 'message'));
  return {
    style: 'secondary',
    ...(message !== undefined && { message }),
    ...(path !== ownPath && { path }),
    ...spotOf(physical, context.codePoints).range,
  };
}

/** The steps of each code flow. */
function flowsOf(result: Fields, ownPath: string, context: RunContext): SharedStep[][] {
  return objects(get(result, 'codeFlows'), MAX_ALTERNATIVES)
    .map((flow) => flowOf(flow, ownPath, context))
    .filter((flow) => flow.length > 0);
}

/** Its threads one after the other. */
function flowOf(flow: Fields, ownPath: string, context: RunContext): SharedStep[] {
  const threads = objects(get(flow, 'threadFlows'), 100);
  const places = threads
    .flatMap((thread) => objects(get(thread, 'locations'), MAX_STEPS))
    .slice(0, MAX_STEPS);
  const last = places.length - 1;
  return places.map((place, at) => {
    const kind = at === last ? 'sink' : at === 0 ? 'source' : 'propagation';
    return stepOf(place, kind, ownPath, context);
  });
}

function stepOf(place: Fields, kind: SharedStep['kind'], ownPath: string, context: RunContext): SharedStep {
  const shared = entryAt(get(context.run, 'threadFlowLocations'), get(place, 'index')) ?? {};
  const location = 'location' in place ? inner(place, 'location') : inner(shared, 'location');
  const physical = inner(location, 'physicalLocation');
  const path = context.paths.of(inner(physical, 'artifactLocation')) ?? ownPath;
  const { range, excerpt } = spotOf(physical, context.codePoints);
  const note = plainText(inner(location, 'message'));
  const threat = textOf(get(inner(place, 'properties'), 'threat'), 300);
  return {
    kind,
    ...range,
    ...(path !== ownPath && { path }),
    ...(threat && { threat }),
    ...(excerpt && { excerpt }),
    ...(note !== undefined && { note }),
  };
}

/** Replacements of one fix that are read. */
const MAX_EDITS = 20;

/** Fixes that change the same file only; others cannot be shown beside the finding. */
function fixesOf(result: Fields, ownPath: string, context: RunContext): SharedFix[] {
  return objects(get(result, 'fixes'), MAX_ALTERNATIVES).flatMap((fix) => {
    const changes = objects(get(fix, 'artifactChanges'), 2);
    const replacements = objects(get(changes[0] ?? {}, 'replacements'), MAX_EDITS + 1);
    const path = context.paths.of(inner(changes[0] ?? {}, 'artifactLocation'));
    if (changes.length !== 1 || replacements.length > MAX_EDITS || path !== ownPath) return [];
    const edits = replacements.flatMap((one) => {
      const deleted = inner(one, 'deletedRegion');
      if (wholeOf(get(deleted, 'startLine'), 1) === undefined) return [];
      const { range } = spotOf({ region: deleted }, context.codePoints);
      return [{ ...range, text: textOf(get(inner(one, 'insertedContent'), 'text'), 20_000) ?? '' }];
    });
    const [first, ...also] = edits;
    if (first === undefined || edits.length !== replacements.length) return [];
    return [{ ...first, ...(also.length > 0 && { also }) }];
  });
}

/** Suppressed is what somebody has accepted to be; what is under review or was rejected is open. */
function statusOf(result: Fields, line: number): SharedStatus | undefined {
  const accepted = objects(get(result, 'suppressions'), 20).find((one) => {
    const status = get(one, 'status') ?? get(one, 'state');
    return status === undefined || status === 'accepted';
  });
  if (accepted === undefined) return undefined;
  const reason = textOf(get(accepted, 'justification'), 10_000) ?? '';
  const region = inner(accepted, 'location', 'physicalLocation', 'region');
  const isInSource = get(accepted, 'kind') === 'inSource';
  if (isInSource) {
    return { kind: 'suppressed', line: wholeOf(get(region, 'startLine'), 1) ?? line, comment: reason };
  }
  // For a while Assay wrote what its own analysis had dismissed.
  const told = isOwn(result) ? statusOfSuppression({ line, comment: reason }) : undefined;
  return told?.kind === 'dismissed' ? told : { kind: 'dismissed', step: ELSEWHERE, why: reason };
}

/** Whether Assay has written the result. */
function isOwn(result: Fields): boolean {
  return ASSAY_KEYS.some((key) => get(inner(result, 'partialFingerprints'), key) !== undefined);
}

/** Assay's own results say what found them and how sure it is; those of others are imported. */
function originOf(result: Fields): Pick<SharedFinding, 'origin' | 'confidence' | 'doubt'> {
  const { origin: told, ...facts } = factsOf(inner(result, 'properties'));
  const origin = isOwn(result) ? told : 'import';
  return { ...(origin && { origin }), ...facts };
}

/**
 * Assay's own; else the program's, with the rule, since many programs give all results of a line the same; else one of
 * what is there.
 */
function identityOf(result: Fields, ruleId: string, text: string): string {
  const named = [inner(result, 'partialFingerprints'), inner(result, 'fingerprints')];
  const own = named.flatMap((all) => ASSAY_KEYS.map((key) => get(all, key))).find(isUsable);
  if (isUsable(own)) return own;
  const theirs = named.flatMap((all) => Object.values(all).slice(0, 20)).find(isUsable);
  return isUsable(theirs) ? `${anchorOf(ruleId, '')}:${theirs}` : `sarif:${anchorOf('', text)}`;
}

function isUsable(fingerprint: unknown): fingerprint is string {
  return typeof fingerprint === 'string' && /^[\w.:/+=-]{1,100}$/.test(fingerprint);
}

/** All artifact locations of a result, for what they have in common. */
export function* artifactsOf(result: Fields): Generator<Fields> {
  const flows = objects(get(result, 'codeFlows'), MAX_ALTERNATIVES);
  const threads = flows.flatMap((flow) => objects(get(flow, 'threadFlows'), 100));
  const steps = threads.flatMap((thread) => objects(get(thread, 'locations'), MAX_STEPS));
  const places = [
    ...objects(get(result, 'locations'), MAX_RELATED),
    ...objects(get(result, 'relatedLocations'), MAX_RELATED),
    ...steps.map((step) => inner(step, 'location')),
  ];
  for (const place of places) yield inner(place, 'physicalLocation', 'artifactLocation');
}

/** Whether its program counts the result as nothing: some list what they have looked at and found fine. */
export function isSilent(result: Fields, rule: RunRule): boolean {
  return (
    levelOf(result, rule.descriptor, rule.overrides) === 'none' &&
    listOf(get(result, 'locations')).length === 0
  );
}
