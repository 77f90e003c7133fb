/** Finds the findings of a shared project again in a scanned one, and stores where each of them is now. */
import type { FindingDetail, ImportedFile, SkippedFile } from '../../../workers/protocol';
import { rules, store } from '../../data';
import {
  type Checkout,
  importedFiles,
  importedRules,
  type Outcome,
  reanchor,
  type SharedDocument,
  sharedFindings,
} from '../../share';
import { knownRules } from './receive';
import { type Compared, type Comparison, documentOf, keepComparison } from './shared-projects';

/** Undefined if the first project was not shared. */
export async function compare(sharedId: number, checkoutId: number): Promise<Comparison | undefined> {
  const document = await documentOf(sharedId);
  if (document === undefined) return undefined;
  const checkout = await checkoutOf(checkoutId, document);
  const outcomes = reanchor(sharedFindings(document), checkout);
  await store.importFindings(
    sharedId,
    anchored(document, outcomes),
    importedRules(document, await knownRules()),
  );
  const comparison = {
    projectId: checkoutId,
    outcomes: outcomes.map((outcome) => compared(outcome, checkout)),
  };
  await keepComparison(sharedId, comparison);
  return comparison;
}

/** A candidate that knows its row in the store. */
interface StoredCheckout extends Checkout {
  candidates: FindingDetail[];
}

const PIECE = 1000;

async function checkoutOf(projectId: number, document: SharedDocument): Promise<StoredCheckout> {
  const wanted = [...new Set(document.rules.map(({ id }) => id))];
  const filter = { projectId, rules: wanted };
  const view = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
  const candidates: FindingDetail[] = [];
  for (let at = 0; at < view.ids.length; at += PIECE) {
    const ids = [...view.ids.subarray(at, at + PIECE)];
    candidates.push(...(await store.query('findingDetails', { projectId, ids })));
  }
  const disabled = new Set(await store.query('disabledRules', {}));
  const skipped = await store.query('skipped', { projectId });
  return {
    candidates,
    ruleIds: new Set(rules.infos().flatMap(({ id }) => (disabled.has(id) ? [] : id))),
    skipReason: (path) => skipped.find((entry) => covers(entry, path))?.detail,
  };
}

function covers({ path, isFolder }: SkippedFile, file: string): boolean {
  return path === file || (isFolder && file.startsWith(`${path}/`));
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
        fileAt(outcome.path, sent).findings.push({ finding: outcome.finding });
      else fileAt(sent.path, sent).findings.push({ ...one, gone: outcome?.kind === 'gone' });
    }
  }
  return [...files.values()];
}

function compared(outcome: Outcome, { candidates }: StoredCheckout): Compared {
  if (outcome.kind === 'gone') return { kind: 'gone' };
  if (outcome.kind === 'unknown') return { kind: 'unknown', reason: outcome.reason };
  const { kind, path, finding } = outcome;
  const id = candidates.find((one) => one.finding === finding)?.id;
  return { kind, path, line: finding.range.start.line, ...(id !== undefined && { id }) };
}

/** The outcomes in a few words, such as "8 here, 1 moved, 2 not there any more". */
export function describeComparison({ outcomes }: Comparison): string {
  const count = (kind: Compared['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const parts: [number, string][] = [
    [count('here'), 'here'],
    [count('moved'), 'moved'],
    [count('gone'), 'not there any more'],
    [count('unknown'), 'not known'],
  ];
  return parts
    .flatMap(([number, words]) => (number > 0 ? `${number.toLocaleString()} ${words}` : []))
    .join(', ');
}
