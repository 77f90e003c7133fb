/**
 * Finds shared findings again in another checkout. The identity is the same there wherever the file lies; where
 * several have it, or none because the code around has changed, the nearest of them counts, or of those with the
 * same anchor (rule and first matched line), in the same file first.
 */
import type { Finding } from '../../workers/protocol';
import type { SharedDocument, SharedFinding } from './file-format';

/** What became of a shared finding. `unknown`: the receiver's scan could not have found it. */
export type Outcome =
  | { kind: 'here' | 'moved'; path: string; finding: Finding }
  | { kind: 'gone' }
  | { kind: 'unknown'; reason: string };

/** A finding of the receiver's own scan. */
export interface Candidate {
  path: string;
  finding: Finding;
}

/** What the receiver's scan looked at. */
export interface Checkout {
  candidates: Candidate[];
  /** Rules that ran. */
  ruleIds: ReadonlySet<string>;
  /** Ids that a rule had before: anchors are made of the id of their time. */
  formerIds(ruleId: string): readonly string[];
  /** Whether a file of this path is there but was not analysed, and why. */
  skipReason(path: string): string | undefined;
}

/** A shared finding with the file it is in. */
export interface Shared {
  path: string;
  ruleId: string;
  /** The program that the rule belongs to, where that is another one. */
  tool?: string | undefined;
  finding: SharedFinding;
}

/** A short hash that says "same rule, same first line": 32 bits of FNV-1a, in base 36. */
export function anchorOf(ruleId: string, excerpt: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${ruleId}\n${excerpt.replace(/\s+/g, ' ').trim()}`)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** All findings of a document, in its order. */
export function sharedFindings(document: SharedDocument): Shared[] {
  return document.files.flatMap(({ path, findings }) =>
    findings.map((finding) => {
      const rule = document.rules[finding.rule];
      return { path, finding, ruleId: rule?.id ?? '', tool: rule?.tool };
    }),
  );
}

/** The outcome of each shared finding, in order. No finding of the checkout is used twice. */
export function reanchor(shared: Shared[], checkout: Checkout): Outcome[] {
  const search = prepare(checkout);
  const here = shared.map((one) => byIdentity(one, search, (path) => path === one.path));
  const exact = shared.map((one, at) => here[at] ?? byIdentity(one, search, () => true));
  return shared.map((one, at) => exact[at] ?? byAnchor(one, search) ?? missing(one, checkout));
}

interface Search {
  identities: Map<string, Candidate[]>;
  anchors: Map<string, Candidate[]>;
  used: Set<Candidate>;
}

function prepare(checkout: Checkout): Search {
  const search: Search = { identities: new Map(), anchors: new Map(), used: new Set() };
  for (const one of checkout.candidates) {
    put(search.identities, one.finding.identity, one);
    const { ruleId, excerpt } = one.finding;
    for (const id of [ruleId, ...checkout.formerIds(ruleId)]) put(search.anchors, anchorOf(id, excerpt), one);
  }
  return search;
}

function put(lists: Map<string, Candidate[]>, key: string, one: Candidate): void {
  const same = lists.get(key);
  if (same) same.push(one);
  else lists.set(key, [one]);
}

function byIdentity(shared: Shared, search: Search, isIn: (path: string) => boolean): Outcome | undefined {
  const same = search.identities.get(shared.finding.identity) ?? [];
  return takeNearest(
    shared,
    same.filter(({ path }) => isIn(path)),
    search,
  );
}

function byAnchor(shared: Shared, search: Search): Outcome | undefined {
  return takeNearest(shared, search.anchors.get(shared.finding.anchor) ?? [], search);
}

function takeNearest(shared: Shared, same: Candidate[], search: Search): Outcome | undefined {
  const free = same.filter((one) => !search.used.has(one) && one.finding.ruleId === shared.ruleId);
  const best = nearest(shared, free);
  if (best === undefined) return undefined;
  search.used.add(best);
  return placed(shared, best);
}

function placed(shared: Shared, found: Candidate): Outcome {
  const stayed = found.path === shared.path && found.finding.range.start.line === shared.finding.start.line;
  return { kind: stayed ? 'here' : 'moved', path: found.path, finding: found.finding };
}

function missing(shared: Shared, checkout: Checkout): Outcome {
  if (shared.tool !== undefined && shared.tool !== 'Assay') {
    return { kind: 'unknown', reason: `${shared.tool} found it, and only its own next run can tell` };
  }
  if (!checkout.ruleIds.has(shared.ruleId)) {
    return { kind: 'unknown', reason: `the rule ${shared.ruleId} is not loaded here` };
  }
  const skipped = checkout.skipReason(shared.path);
  if (skipped !== undefined) return { kind: 'unknown', reason: `the file was not analysed here: ${skipped}` };
  return { kind: 'gone' };
}

/** Same file before same file name before any other; then the smallest distance in lines. */
function nearest(shared: Shared, candidates: Candidate[]): Candidate | undefined {
  const rank = ({ path, finding }: Candidate): number => {
    const far = path === shared.path ? 0 : baseName(path) === baseName(shared.path) ? 1 : 2;
    return far * 1e9 + Math.abs(finding.range.start.line - shared.finding.start.line);
  };
  return candidates.reduce<Candidate | undefined>(
    (best, one) => (best === undefined || rank(one) < rank(best) ? one : best),
    undefined,
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
