/** What the store's work costs, in one place and the same over memory and IndexedDB. Figures in ms unless they say. */

import type { FileResult, FindingsFilter, Severity } from '../../workers/protocol';
import type { StoreHost } from '../../workers/store/host';
import { Store } from '../../workers/store/store';
import { makeFinding, makeResult } from './fixtures';

const SEVERITIES: Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const FINDINGS_PER_FILE = 20;
const FILES_PER_BATCH = 25;
const SUMMARY = { startedMs: 1, elapsedMs: 1, files: 1, unchanged: 0, parsed: 1, skipped: 0 };

export async function benchStore(makeTab: () => StoreHost): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const measure = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    figures[name] = Math.round((performance.now() - start) * 10) / 10;
    return result;
  };
  const store = new Store(makeTab());
  await measure('open a new database', () => store.open());
  await scan(store, 1000, '20,000 findings', measure);
  const projectId = await scan(store, 5000, '100,000 findings', measure);
  await store.close();

  const again = new Store(makeTab());
  await measure('open it again', () => again.open());
  const view = (filter: Omit<FindingsFilter, 'projectId'>) => () =>
    again.query('findingsView', { filter: { projectId, ...filter }, groupBy: 'rule', sortBy: 'severity' });
  await measure('100,000 findings: load the index, first view', view({}));
  await measure('view of all, with all facets', view({}));
  await measure('filter by severity', view({ severities: ['high'] }));
  await measure('filter by two words', view({ text: 'eval 7' }));
  const { ids } = await measure(
    'filter by folder and rule',
    view({ paths: ['src/d3/'], rules: ['js/rule-4'] }),
  );
  const window = Array.from(ids.subarray(0, 60));
  await measure('60 rows', () => again.query('findingRows', { projectId, ids: window }));
  await measure('one finding whole', () => again.query('findingDetail', { id: window[0] ?? 0 }));
  await measure('tree of 5,000 files', () => again.query('treeFiles', { projectId }));
  await measure('summary', () => again.query('summary', { projectId }));
  await measure('known files of an unchanged project', () => again.knownFiles(projectId, 'r'));
  const all = await again.query('findingsView', { filter: { projectId }, groupBy: 'none', sortBy: 'path' });
  const { changeId } = await measure('decide about 100,000 findings', () =>
    again.decide(projectId, all.ids, { decision: 'accepted', reason: 'a bench' }),
  );
  await measure('note something on all of them', () => again.decide(projectId, all.ids, { note: 'a bench' }));
  await measure('take the decisions back', () => again.undoDecision(projectId, changeId));
  const { databaseBytes } = await again.query('storage', {});
  figures['bytes stored per finding'] = Math.round(databaseBytes / 120_000);
  await again.close();
  return figures;
}

type Measure = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Results come as they do from workers: encoded before, in batches, without waiting for one another. */
async function scan(store: Store, files: number, name: string, measure: Measure): Promise<number> {
  const projectId = await store.createProject(name, 'files');
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
  const batches = makeBatches(files);
  const entries = batches.flat().map(({ path, size, modifiedMs }) => ({ path, size, modifiedMs }));
  await measure(`${name}: list ${files} files`, () => store.addFiles(runId, entries));
  await measure(`${name}: first batch stored`, () => store.putResults(runId, batches[0] ?? []));
  await measure(`${name}: the others stored`, () =>
    Promise.all(batches.slice(1).map((batch) => store.putResults(runId, batch))),
  );
  await measure(`${name}: end the run`, () => store.endRun(runId, 'done', SUMMARY));
  const again = await store.beginRun({ projectId, ruleSetHash: 'r' });
  const known = await store.knownFiles(projectId, 'r');
  await store.addFiles(again.runId, entries);
  await measure(`${name}: ${files} files unchanged`, () => store.keepUnchanged(again.runId, known));
  await store.endRun(again.runId, 'done', SUMMARY);
  return projectId;
}

function makeBatches(files: number): FileResult[][] {
  const batches: FileResult[][] = [];
  for (let at = 0; at < files; at++) {
    if (at % FILES_PER_BATCH === 0) batches.push([]);
    batches.at(-1)?.push(makeFileResult(at));
  }
  return batches;
}

function makeFileResult(at: number): FileResult {
  const findings = Array.from({ length: FINDINGS_PER_FILE }, (_, line) =>
    makeFinding(line + 1, {
      ruleId: `js/rule-${(at + line) % 40}`,
      severity: SEVERITIES[(at * 7 + line) % 5] ?? 'low',
      message: `Do not use name${(at * 20 + line) % 4000} here: it is evaluated`,
      excerpt: `const value${at}x${line} = something.eval(argument, ${line})`,
    }),
  );
  return makeResult(`src/d${at % 50}/file${at}.js`, findings);
}
