/** Finds the findings of a shared project again in a scanned one, and stores where each of them is now. */
import {
  type FindingDetail,
  type ImportedFile,
  presentIds,
  type SkippedFile,
} from '../../../workers/protocol';
import {
  type Checkout,
  importedFiles,
  importedRules,
  type Outcome,
  reanchor,
  type Shared,
  type SharedDocument,
  sharedFindings,
  withPresentIds,
} from '../../share';
import {
  type Compared,
  type Comparison,
  comparisonKey,
  type LookUp,
  type OutcomeKind,
  sharedKey,
} from './contract';
import { documentOf, type StoreClient } from './import';

/** Rows that the page lists; the findings view has all. */
const MOST_ROWS = 500;
/** With fewer of its files or findings, a folder is not taken for the project that the findings are from. */
const LEAST_IN_COMMON = 0.2;

export async function lookUp(store: StoreClient, request: LookUp): Promise<Comparison | undefined> {
  const { sharedId, checkoutId, known } = request;
  const sent = await documentOf(store, sharedId);
  if (sent === undefined) return undefined;
  const document = withPresentIds(sent, presentIds(known));
  const checkout = await checkoutOf(store, request, document);
  const shared = sharedFindings(document);
  const outcomes = reanchor(shared, checkout);
  const comparison = await compared(store, checkoutId, document, shared, outcomes, checkout);
  const files = comparison.isSameProject ? anchored(document, outcomes) : importedFiles(document);
  const rules = importedRules(document, new Map(known.map((rule) => [rule.id, rule])));
  await store.importFindings(sharedId, files, rules, document.completeness);
  await store.setSetting(comparisonKey(sharedId), JSON.stringify(comparison));
  await store.setSetting(sharedKey(checkoutId), String(sharedId));
  return comparison;
}

interface StoredCheckout extends Checkout {
  candidates: FindingDetail[];
  /** Whether a file of this path is there at all. */
  has(path: string): boolean;
}

async function checkoutOf(
  store: StoreClient,
  { checkoutId: projectId, ruleIds, known }: LookUp,
  document: SharedDocument,
): Promise<StoredCheckout> {
  const wanted = new Set(document.rules.map(({ id }) => id));
  const details = await store.query('findingDetails', { projectId });
  const disabled = new Set(await store.query('disabledRules', {}));
  const skipped = await store.query('skipped', { projectId });
  const paths = new Set((await store.query('treeFiles', { projectId })).map(({ path }) => path));
  const coveredBy = skipIndex(skipped);
  const aliases = new Map(known.map(({ id, aliases }) => [id, aliases ?? []]));
  return {
    candidates: details.filter(({ finding }) => wanted.has(finding.ruleId)),
    formerIds: (id) => aliases.get(id) ?? [],
    ruleIds: new Set(ruleIds.filter((id) => !disabled.has(id))),
    skipReason: (path) => (paths.has(path) ? undefined : coveredBy(path)?.detail),
    has: (path) => paths.has(path) || coveredBy(path) !== undefined,
  };
}

/** What covers a path: itself or one of its folders. */
function skipIndex(skipped: SkippedFile[]): (path: string) => SkippedFile | undefined {
  const byPath = new Map(skipped.map((entry) => [entry.path, entry]));
  return (path) => {
    const own = byPath.get(path);
    if (own) return own;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = byPath.get(path.slice(0, end));
      if (folder?.isFolder) return folder;
    }
    return undefined;
  };
}

async function compared(
  store: StoreClient,
  checkoutId: number,
  document: SharedDocument,
  shared: Shared[],
  outcomes: Outcome[],
  checkout: StoredCheckout,
): Promise<Comparison> {
  const project = await store.query('project', { projectId: checkoutId });
  const paths = document.files.map(({ path }) => path);
  const filesHere = paths.filter((path) => checkout.has(path)).length;
  const counts: Record<OutcomeKind, number> = { here: 0, moved: 0, gone: 0, unknown: 0 };
  for (const { kind } of outcomes) counts[kind] += 1;
  const isCommon = (part: number, all: number) => all === 0 || part / all >= LEAST_IN_COMMON;
  const ids = new Map(checkout.candidates.map(({ finding, id }) => [finding, id]));
  return {
    checkoutId,
    checkoutName: project?.name ?? '',
    files: paths.length,
    filesHere,
    isSameProject: isCommon(filesHere, paths.length) || isCommon(counts.here + counts.moved, shared.length),
    counts,
    rows: shared.slice(0, MOST_ROWS).map((one, at) => rowOf(one, outcomes[at], ids)),
  };
}

function rowOf(
  { path, ruleId, finding }: Shared,
  outcome: Outcome | undefined,
  ids: Map<FindingDetail['finding'], number>,
): Compared {
  const row = { severity: finding.severity, ruleId, path, line: finding.start.line };
  if (outcome === undefined || outcome.kind === 'unknown') {
    return { ...row, kind: 'unknown', ...(outcome && { reason: outcome.reason }) };
  }
  if (outcome.kind === 'gone') return { ...row, kind: 'gone' };
  const id = ids.get(outcome.finding);
  const now = { path: outcome.path, line: outcome.finding.range.start.line, ...(id !== undefined && { id }) };
  return { ...row, kind: outcome.kind, now };
}

/** The document's files again, with each finding where it is now. */
function anchored(document: SharedDocument, outcomes: Outcome[]): ImportedFile[] {
  const files = new Map<string, ImportedFile>();
  const fileAt = (path: string, like: ImportedFile) => {
    const file = files.get(path) ?? { ...like, path, findings: [] };
    files.set(path, file);
    return file;
  };
  let next = 0;
  for (const sent of importedFiles(document)) {
    for (const one of sent.findings) {
      const outcome = outcomes[next++];
      if (outcome && 'path' in outcome)
        // What is decided of it hangs on the identity that it was sent with.
        fileAt(outcome.path, sent).findings.push({
          finding: { ...outcome.finding, identity: one.finding.identity },
        });
      else fileAt(sent.path, sent).findings.push({ ...one, ...(outcome?.kind === 'gone' && { gone: true }) });
    }
  }
  return [...files.values()];
}
