/**
 * What the store promises, as functions that run over memory in Node and over IndexedDB in a browser.
 * `tests/store/store.test.ts` and `tests/e2e/store.spec.ts` run them.
 */

import {
  type FileResult,
  type FileSummaries,
  type FindingsFilter,
  type ProjectFinding,
  type ProjectPass,
  type QueryName,
  type RuleCost,
  type RunSummary,
  STORE_SETTINGS,
  type StoreChange,
  type SummaryMaker,
} from '../../workers/protocol';
import { serve } from '../../workers/rpc';
import { connect } from '../../workers/store/database-file';
import type { StoreHost } from '../../workers/store/host';
import { Store } from '../../workers/store/store';
import { becomes, equal, ok, rejection } from './check';
import { makeFinding, makeReport, makeResult, makeRule, manyFindings, toResult } from './fixtures';

/** One browser's storage, empty at the start of each test. */
export interface Storage {
  /** A new tab of the browser. */
  makeTab(): StoreHost;
  /** Changes the bytes of the database where they are stored, while no tab has it open. */
  damage(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Promise<void>;
}

const SUMMARY: Omit<RunSummary, 'id' | 'status'> = {
  ...{ startedMs: 1_700_000_000_000, elapsedMs: 250, files: 2, unchanged: 0, parsed: 2, skipped: 1 },
};

async function openStore(storage: Storage): Promise<Store> {
  const store = new Store(storage.makeTab());
  await store.open();
  return store;
}

/** A store with a project that was scanned: two files, five findings. */
async function openScanned(storage: Storage): Promise<{ store: Store; projectId: number; runId: number }> {
  const store = await openStore(storage);
  const projectId = await store.createProject('demo', 'files');
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
  await store.addFiles(runId, [entry('src/a.js'), entry('src/b.js')]);
  await store.putResults(runId, [
    makeResult('src/a.js', [...manyFindings(3), makeFinding(9, { suppressed: true })]),
    makeResult('src/b.js', [makeFinding(4, { ruleId: 'javascript/no-with', severity: 'low' })]),
  ]);
  await store.walked(runId);
  await store.endRun(runId, 'done', SUMMARY);
  return { store, projectId, runId };
}

/** What rules about the project say of themselves after a run. */
function passOf(runId: number, rules = ['project/import-cycle'], examples: string[] = []): ProjectPass {
  return { runId, rules, total: 2, missed: examples.length, examples };
}

/** A state with its gaps, once there is a gap more. */
function asPartial(state: string): string {
  return state.replace(/^whole/, 'partial');
}

function entry(path: string) {
  return { path, size: 500, modifiedMs: 1_700_000_000_123 };
}

function view(store: Store, filter: FindingsFilter) {
  return store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
}

async function countFindings(store: Store, projectId: number): Promise<number> {
  return (await view(store, { projectId })).ids.length;
}

/** Bytes that hardly get smaller, the same each time. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 251;
  });
}

/** Files as intake reads them; one has changed since it was analysed. */
const textSource = {
  read: async (path: string) => ({
    ...entry(path),
    hash: path === '4.js' ? 'changed' : `hash-${path}`,
    bytes: noise(300),
  }),
};

/** What a file tells others, made up. */
function summariesOf(path: string, hash = `hash-${path}`): FileSummaries {
  const data = new TextEncoder().encode(`names of ${path}`);
  return { path, hash, summaries: [{ analysis: 'symbols', version: 1, data }] };
}

const MAKER: SummaryMaker = {
  engine: 'build-1',
  analyses: [{ id: 'symbols', version: 1, languages: ['javascript'] }],
};

export const suite: Record<string, (storage: Storage) => Promise<void>> = {
  async 'keeps what files tell while content, engine and version are the same'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { engine } = MAKER;
    const missing = async (maker = MAKER) => (await store.unsummarised(projectId, maker)).paths;
    equal(await missing(), ['src/a.js', 'src/b.js'], 'none yet');
    await store.putSummaries(projectId, engine, [
      summariesOf('src/a.js'),
      summariesOf('src/b.js', 'of another content'),
      summariesOf('no such file'),
    ]);
    equal(await missing(), ['src/b.js'], 'of the other content');
    await store.putSummaries(projectId, engine, [{ path: 'src/b.js', hash: 'hash-src/b.js' }]);
    const all = await store.unsummarised(projectId, MAKER);
    equal(all, { total: 2, done: 1, failed: 1, paths: [], failedPaths: ['src/b.js'] }, 'one cannot be made');
    equal((await missing({ ...MAKER, engine: 'build-2' })).length, 2, 'another engine');
    const newer = [{ id: 'symbols', version: 2, languages: ['javascript'] }];
    equal(await missing({ ...MAKER, analyses: newer }), ['src/a.js'], 'another version');
    await store.close();
    const again = await openStore(storage);
    const { summaries, end, isLast } = await again.summaries(projectId, engine, 0);
    equal(
      summaries.map(({ path, language, data }) => [path, language, new TextDecoder().decode(data)]),
      [['src/a.js', 'javascript', 'names of src/a.js']],
      'after reopening',
    );
    ok(isLast, 'one page');
    await again.putSummaries(projectId, engine, [summariesOf('src/a.js'), summariesOf('src/b.js')]);
    equal((await again.summaries(projectId, engine, end)).summaries.length, 2, 'what is new since');
  },

  async 'replaces findings of the project among those of files'(storage) {
    const { store, projectId } = await openScanned(storage);
    const found = (line: number) => ({
      path: 'src/b.js',
      finding: { ...makeFinding(line, { ruleId: 'project/import-cycle' }), origin: 'project' as const },
    });
    const put = (found: ProjectFinding[]) => store.putProjectFindings(projectId, passOf(0), found);
    const lines = async () => {
      const details = await store.query('findingsOfFile', { projectId, path: 'src/b.js' });
      return details.map(({ finding }) => [finding.ruleId, finding.range.start.line]);
    };
    const own = ['javascript/no-with', 4];
    await put([found(1), found(9), { ...found(2), path: 'gone.js' }]);
    equal(await lines(), [['project/import-cycle', 1], own, ['project/import-cycle', 9]], 'added');
    equal((await store.query('file', { projectId, path: 'src/b.js' }))?.counts.high, 2, 'counted');
    equal((await view(store, { projectId })).total, 7, 'listed');
    await put([found(9)]);
    equal(await lines(), [own, ['project/import-cycle', 9]], 'replaced');
    const idOf = async () => {
      const details = await store.query('findingsOfFile', { projectId, path: 'src/b.js' });
      return details.find(({ finding }) => finding.origin === 'project')?.id;
    };
    const id = await idOf();
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    await store.putResults(runId, [makeResult('src/b.js', [makeFinding(5)])]);
    const kept = [
      ['javascript/no-eval', 5],
      ['project/import-cycle', 9],
    ];
    equal(await lines(), kept, 'kept where its file is checked again');
    equal(await idOf(), id, 'under its id');
    await put([found(9)]);
    equal([await lines(), await idOf()], [kept, id], 'found again');
    await put([]);
    equal(await lines(), [['javascript/no-eval', 5]], 'none left');
    equal((await store.query('file', { projectId, path: 'src/b.js' }))?.counts.high, 1, 'counted without');
  },

  async 'calls nothing whole that rules about the project have not seen'(storage) {
    const { store, projectId, runId } = await openScanned(storage);
    const state = async () => {
      const project = await store.query('project', { projectId });
      const listed = (await view(store, { projectId })).completeness;
      equal(listed, project?.completeness, 'the list says the same');
      const gaps = listed?.state === 'partial' ? listed.gaps : [];
      return [listed?.state, ...gaps.map(({ kind, count }) => `${kind} ${count}`)].join(' ');
    };
    const before = await state();
    await store.setSetting(STORE_SETTINGS.turnedOn, 'project/import-cycle');
    equal(await state(), `${asPartial(before)} not-indexed 0`, 'turned on and not run');
    await store.putProjectFindings(projectId, passOf(runId, ['project/other']), []);
    equal(await state(), `${asPartial(before)} not-indexed 0`, 'another rule ran');
    await store.putProjectFindings(projectId, passOf(runId, undefined, ['src/b.js']), []);
    equal(await state(), `${asPartial(before)} not-indexed 1`, 'a file was missed');
    const left = await store.query('unchecked', { projectId });
    ok(
      left.some(({ path, kind }) => path === 'src/b.js' && kind === 'not-indexed'),
      'by name',
    );
    await store.putProjectFindings(projectId, passOf(runId), []);
    equal(await state(), before, 'all was seen');
    await store.beginRun({ projectId, ruleSetHash: 'rules-1' }).then(async (run) => {
      await store.walked(run.runId);
      await store.endRun(run.runId, 'done', SUMMARY);
    });
    ok((await state()).includes('not-indexed 0'), 'of another run');
    await store.setSetting(STORE_SETTINGS.turnedOn, undefined);
    ok(!(await state()).includes('not-indexed'), 'turned off');
  },

  async 'forgets what files told with the files'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { engine } = MAKER;
    await store.putSummaries(projectId, engine, [summariesOf('src/a.js'), summariesOf('src/b.js')]);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    await store.addFiles(runId, [entry('src/a.js')]);
    await store.putResults(runId, [makeResult('src/a.js', [], { hash: 'new content' })]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    equal((await store.summaries(projectId, engine, 0)).summaries, [], 'changed and removed files');
    await store.putSummaries(projectId, engine, [summariesOf('src/a.js', 'new content')]);
    equal((await store.summaries(projectId, engine, 0)).summaries.length, 1, 'the changed file');
    await store.deleteProject(projectId);
    equal((await store.summaries(projectId, engine, 0)).summaries, [], 'the deleted project');
  },

  async 'has all rows after reopening'(storage) {
    const { projectId, runId } = await openScanned(storage);
    const store = await openStore(storage);
    const [project] = await store.query('projects', {});
    equal(project?.lastRun, { id: runId, status: 'done', ...SUMMARY }, 'last run');
    equal(project?.counts, { info: 0, low: 1, medium: 0, high: 3, critical: 0 }, 'counts');
    const { ids, total } = await view(store, { projectId });
    equal([ids.length, total], [5, 5], 'findings');
    const none = await view(store, { projectId, states: ['open'], text: 'nowhere to be found' });
    equal([none.ids.length, none.total], [0, 4], 'findings that are not suppressed');
    const rows = await store.query('findingRows', { projectId, ids: Array.from(ids) });
    equal(
      rows.map(({ path, line, state }) => [path, line, state]),
      [
        ['src/a.js', 1, 'open'],
        ['src/a.js', 2, 'open'],
        ['src/a.js', 3, 'open'],
        ['src/a.js', 9, 'suppressed'],
        ['src/b.js', 4, 'open'],
      ],
    );
  },

  async 'opens a database whose creation was cut off before it had tables'(storage) {
    const instance = await storage.makeTab().start();
    await (await connect(instance)).close();
    await instance.dispose();
    const store = await openStore(storage);
    equal(await store.query('projects', {}), [], 'projects');
    await store.close();
  },

  async 'answers the same from the index that followed and from a fresh one'(storage) {
    const { store, projectId } = await openScanned(storage);
    await view(store, { projectId });
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    await store.addFiles(runId, [entry('src/a.js'), entry('src/c.js')]);
    await store.putResults(runId, [makeResult('src/a.js', manyFindings(2, { severity: 'critical' }))]);
    await store.putResults(runId, [makeResult('src/c.js', manyFindings(300))]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    const other = await openStore(storage);
    const params = { filter: { projectId }, groupBy: 'rule', sortBy: 'severity' } as const;
    equal(await store.query('findingsView', params), await other.query('findingsView', params), 'view');
    equal(
      await store.query('treeFiles', { projectId }),
      await other.query('treeFiles', { projectId }),
      'tree',
    );
    equal(await countFindings(store, projectId), 302, 'findings');
  },

  async 'keeps a file done whose result overtook the walk'(storage) {
    const { store, projectId } = await openScanned(storage);
    await view(store, { projectId });
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    await store.putResults(runId, [makeResult('src/a.js', manyFindings(2))]);
    await store.addFiles(runId, [entry('src/a.js'), entry('src/b.js')]);
    const tree = await store.query('treeFiles', { projectId });
    equal(
      tree.map(({ path, status }) => [path, status]),
      [
        ['src/a.js', 'done'],
        ['src/b.js', 'pending'],
      ],
    );
  },

  async 'forgets the settings of a deleted project, and no others'(storage) {
    const { store, projectId } = await openScanned(storage);
    await store.setSetting(`project.${projectId}.include`, 'lib/');
    await store.setSetting(`project.${projectId}1.include`, 'other');
    await store.deleteProject(projectId);
    equal(await store.query('setting', { key: `project.${projectId}.include` }), undefined);
    equal(await store.query('setting', { key: `project.${projectId}1.include` }), 'other');
  },

  async 'gives a finding back as it came'(storage) {
    const { store, projectId } = await openScanned(storage);
    const rule = makeRule('javascript/no-eval');
    await store.putRules([rule], []);
    const finding = makeFinding(9, { suppressed: true });
    const details = await store.query('findingsOfFile', { projectId, path: 'src/a.js' });
    equal(details[3]?.finding, finding, 'finding');
    equal(details[3]?.rule, rule, 'rule');
    const id = details[3]?.id ?? 0;
    equal(await store.query('findingDetail', { id }), details[3], 'the same by id');
    equal(await store.query('findingDetail', { id: 999 }), undefined, 'a finding that is not there');
  },

  async 'gives the way of data back as it came'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const finding = makeFinding(5, { flow: true });
    await store.putResults(runId, [makeResult('src/flow.js', [finding, makeFinding(6)])]);
    const details = await store.query('findingsOfFile', { projectId, path: 'src/flow.js' });
    equal(
      details.map((one) => one.finding),
      [finding, makeFinding(6)],
    );
  },

  async 'keeps what rules cost in the latest run that analysed anything'(storage) {
    const { store, projectId } = await openScanned(storage);
    await store.putRules([makeRule('a'), makeRule('b')], []);
    const scan = async (status: 'done' | 'cancelled', costs: RuleCost[]) => {
      const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
      await store.endRun(runId, status, SUMMARY, { costs });
      return (await store.query('rules', { text: '', projectId })).map(({ cost }) => cost);
    };
    equal(await scan('done', [{ id: 'a', ms: 12.345, files: 3 }]), [{ ms: 12.35, files: 3 }, undefined]);
    equal(await scan('done', []), [{ ms: 12.35, files: 3 }, undefined], 'after a run of unchanged files');
    equal(
      await scan('cancelled', [{ id: 'b', ms: 1, files: 1 }]),
      [{ ms: 12.35, files: 3 }, undefined],
      'after a cancelled run',
    );
    equal(await scan('done', [{ id: 'b', ms: 1, files: 1 }]), [undefined, { ms: 1, files: 1 }], 'the latest');
    equal(
      (await store.query('rules', { text: '' })).map((rule) => 'cost' in rule),
      [false, false],
      'without a project',
    );
  },

  async 'gives long findings back as they came'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const long = { ...makeFinding(1), metavars: { BODY: { text: 'näh\u0000\n"'.repeat(20_000) } } };
    await store.putResults(runId, [makeResult('src/long.js', [long, ...manyFindings(600)])]);
    const details = await store.query('findingsOfFile', { projectId, path: 'src/long.js' });
    equal(details.length, 601, 'findings');
    equal(details[0]?.finding, long, 'the long one');
    equal(details[600]?.finding, makeFinding(600), 'the last one');
  },

  async 'replaces the result of a file whole'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    equal(await store.putResults(runId, [makeResult('src/a.js', [makeFinding(77)])]), true, 'stored');
    const rows = await store.query('findingsOfFile', { projectId, path: 'src/a.js' });
    equal(
      rows.map(({ finding }) => finding.range.start.line),
      [77],
    );
  },

  async 'removes what a finished run did not see, and a cancelled one nothing'(storage) {
    const { store, projectId } = await openScanned(storage);
    const second = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    await store.addFiles(second.runId, [entry('src/a.js')]);
    await store.endRun(second.runId, 'cancelled', SUMMARY);
    equal((await store.query('treeFiles', { projectId })).length, 2, 'files after the cancelled run');
    const third = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    await store.addFiles(third.runId, [entry('src/a.js')]);
    await store.keepUnchanged(third.runId, [{ ...entry('src/a.js'), hash: 'hash-src/a.js' }]);
    await store.walked(third.runId);
    await store.endRun(third.runId, 'done', SUMMARY);
    const tree = await store.query('treeFiles', { projectId });
    equal(
      tree.map(({ path, status }) => [path, status]),
      [['src/a.js', 'done']],
    );
    equal(await countFindings(store, projectId), 4, 'findings');
  },

  async 'says of a run that it was whole only when all it saw was read and checked'(storage) {
    const { store, projectId } = await openScanned(storage);
    const completeness = async () => {
      const [listed] = await store.query('projects', {});
      const answers = [
        (await store.query('project', { projectId }))?.completeness,
        (await view(store, { projectId })).completeness,
        (await store.query('summary', { projectId })).completeness,
      ];
      for (const answer of answers) equal(answer, listed?.completeness, 'every query says the same');
      return listed?.completeness;
    };
    equal(await completeness(), { state: 'whole' }, 'a whole run');
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    equal(await completeness(), { state: 'partial', done: 0, total: 0, gaps: [] }, 'while it goes on');
    await store.addFiles(runId, [entry('src/a.js'), entry('src/b.js')]);
    await store.walked(runId);
    await store.putResults(runId, [makeResult('src/a.js', [])]);
    await store.endRun(runId, 'cancelled', SUMMARY);
    const gap = { kind: 'cancelled', count: 1, message: 'The scan was cancelled.', examples: [] };
    equal(await completeness(), { state: 'partial', done: 1, total: 2, gaps: [gap] }, 'a cancelled run');
    const other = await openStore(storage);
    equal(
      (await view(other, { projectId })).completeness,
      { state: 'partial', done: 1, total: 2, gaps: [gap] },
      'in another tab',
    );
  },

  async 'calls a run interrupted whose tab was closed, and says how far it got'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    await store.addFiles(runId, [entry('src/a.js'), entry('src/b.js'), entry('src/c.js')]);
    await store.walked(runId);
    await store.putResults(runId, [makeResult('src/a.js', manyFindings(1))]);
    await store.close();
    const next = await openStore(storage);
    const project = await next.query('project', { projectId });
    equal(project?.lastRun?.status, 'interrupted');
    const gap = { kind: 'interrupted', count: 2, message: 'The scan was interrupted.', examples: [] };
    equal(project?.completeness, { state: 'partial', done: 1, total: 3, gaps: [gap] });
    equal((await view(next, { projectId })).completeness, project?.completeness, 'the findings view');
  },

  async 'keeps what a run could not read'(storage) {
    const { store, projectId } = await openScanned(storage);
    const rescan = async (skipped: { path: string; isFolder: boolean }[], isWalked = true) => {
      const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
      await store.addSkipped(
        runId,
        skipped.map((one) => ({ ...one, size: 0, reason: 'unreadable', detail: 'not allowed' })),
      );
      if (isWalked) await store.walked(runId);
      await store.endRun(runId, 'done', SUMMARY);
      const files = (await store.query('treeFiles', { projectId })).map(({ path }) => path);
      return { files, completeness: (await store.query('project', { projectId }))?.completeness };
    };
    const cutOff = await rescan([], false);
    equal(cutOff.files, ['src/a.js', 'src/b.js'], 'after a walk that did not come to its end');
    equal(cutOff.completeness?.state, 'partial');
    const unlisted = await rescan([{ path: 'src', isFolder: true }]);
    equal(unlisted.files, ['src/a.js', 'src/b.js'], 'below a folder that could not be listed');
    equal(unlisted.completeness, {
      ...{ state: 'partial', done: 0, total: 0 },
      gaps: [
        { kind: 'listing', count: 1, message: '1 folder could not be read.', examples: ['src: not allowed'] },
      ],
    });
    const unread = await rescan([{ path: 'src/a.js', isFolder: false }]);
    equal(unread.files, ['src/a.js'], 'a file that could not be read');
    equal(await store.query('unchecked', { projectId }), [
      { path: 'src/a.js', isFolder: false, kind: 'unreadable', detail: 'not allowed' },
    ]);
    equal((await rescan([])).files, [], 'after a walk that was whole');
  },

  async 'keeps the last results when a run fails, and says how old they are'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const error = {
      code: 'folder-unreadable',
      message: 'The folder demo could not be read.',
      help: 'Open it.',
    };
    await store.endRun(runId, 'failed', SUMMARY, { error });
    const project = await store.query('project', { projectId });
    equal(project?.completeness, {
      state: 'failed',
      gap: {
        ...{ kind: 'listing', count: 0, examples: [] },
        message: 'The folder demo could not be read. Open it.',
      },
    });
    equal(project?.earlier, { startedMs: SUMMARY.startedMs, completeness: { state: 'whole' } });
    equal(await countFindings(store, projectId), 5, 'findings');
  },

  async 'stores nothing of a project that another tab deletes during its scan'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const other = await openStore(storage);
    await other.deleteProject(projectId);
    equal(await store.putResults(runId, [makeResult('src/a.js', manyFindings(3))]), false, 'stored');
    equal(await rejection(store.endRun(runId, 'done', SUMMARY)), 'no-project');
    equal(await store.query('projects', {}), [], 'projects');
    equal((await store.query('storage', {})).textBytes, 0, 'kept texts');
    equal(await rejection(view(store, { projectId })), 'no-project', 'its findings');
  },

  async 'confirms thousands of unchanged files in about the time it takes to list them'(storage) {
    const store = await openStore(storage);
    const projectId = await store.createProject('large', 'files');
    const first = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const entries = Array.from({ length: 2000 }, (_, at) => entry(`src/file-${at}.js`));
    await store.addFiles(first.runId, entries);
    await store.putResults(
      first.runId,
      entries.map(({ path }) => makeResult(path, [])),
    );
    await store.walked(first.runId);
    await store.endRun(first.runId, 'done', SUMMARY);
    const known = await store.knownFiles(projectId, 'rules-1');
    const second = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const elapsed = async (work: () => Promise<void>) => {
      const begin = performance.now();
      await work();
      return performance.now() - begin;
    };
    const listing = await elapsed(() => store.addFiles(second.runId, entries));
    const changed = { ...entry('src/file-7.js'), hash: 'another' };
    const kept = known.map((file) => (file.path === changed.path ? changed : file));
    await store.query('treeFiles', { projectId });
    const confirming = await elapsed(() => store.keepUnchanged(second.runId, kept));
    const pending = (await store.query('treeFiles', { projectId })).filter(({ status }) => status !== 'done');
    equal(
      pending.map(({ path }) => path),
      [changed.path],
      'the file with another hash is still to be analysed',
    );
    // A plan that looks through all of them for each of them takes some hundred times as long.
    ok(confirming < 20 * listing, `confirming took ${confirming / listing} times as long as listing`);
  },

  async 'knows what can be reused under a rule set'(storage) {
    const { store, projectId, runId: former } = await openScanned(storage);
    ok(former > 0, 'a run');
    const known = await store.knownFiles(projectId, 'rules-1');
    equal(known, [
      { ...entry('src/a.js'), hash: 'hash-src/a.js' },
      { ...entry('src/b.js'), hash: 'hash-src/b.js' },
    ]);
    equal(await store.knownFiles(projectId, 'rules-2'), [], 'under other rules');
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const crashed = makeReport('src/a.js', [], [{ kind: 'crashed', message: 'The worker died.' }]);
    await store.putResults(runId, [toResult(crashed)]);
    equal((await store.knownFiles(projectId, 'rules-1')).length, 1, 'without the file that failed');
    const file = await store.query('file', { projectId, path: 'src/a.js' });
    equal([file?.status, file?.problems], ['failed', crashed.problems], 'the file that failed');
  },

  async 'shows the state of each file during a run'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    await store.addFiles(runId, [entry('src/a.js'), entry('src/new.js')]);
    await store.putResults(runId, [makeResult('src/a.js', [])]);
    const states = (await store.query('treeFiles', { projectId })).map(({ path, status }) => [path, status]);
    equal(states, [
      ['src/a.js', 'done'],
      ['src/b.js', 'done'],
      ['src/new.js', 'pending'],
    ]);
  },

  async 'drops results of a cancelled run'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const late = store.putResults(runId, [makeResult('src/late.js', manyFindings(500))]);
    const end = store.endRun(runId, 'cancelled', SUMMARY);
    equal(await late, false, 'results under way');
    await end;
    equal(await store.putResults(runId, [makeResult('src/late.js', manyFindings(5))]), false, 'later ones');
    equal(await countFindings(store, projectId), 5, 'findings');
  },

  async 'tells of changes, also to other tabs'(storage) {
    const { store, projectId } = await openScanned(storage);
    const other = await openStore(storage);
    equal(await countFindings(other, projectId), 5, 'findings in the other tab');
    const changes: StoreChange[] = [];
    await other.subscribe((change) => changes.push(change));
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    await store.putResults(runId, [makeResult('src/c.js', manyFindings(7))]);
    const wasTold = async () => changes.some(({ queries }) => queries.includes('findingsView'));
    await becomes(wasTold, true, 'told of findings');
    equal(await countFindings(other, projectId), 12, 'findings in the other tab');
    equal(await rejection(other.beginRun({ projectId, ruleSetHash: 'x' })), 'project-busy');
  },

  async 'tells who shows findings only of files that have some, or had'(storage) {
    const { store, projectId } = await openScanned(storage);
    const told: QueryName[][] = [];
    await store.subscribe(({ queries }) => told.push(queries));
    await view(store, { projectId });
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const tellsOf = async (file: FileResult) => {
      // What came before is told within this time.
      await new Promise((resolve) => setTimeout(resolve, 200));
      told.length = 0;
      await store.putResults(runId, [file]);
      await becomes(async () => told.some((queries) => queries.includes('treeFiles')), true, 'told of files');
      return told.some((queries) => queries.includes('findingsView'));
    };
    equal(await tellsOf(makeResult('src/new.js', [])), false, 'a file without findings');
    equal(await tellsOf(makeResult('src/other.js', manyFindings(1))), true, 'one with some');
    equal(await tellsOf(makeResult('src/a.js', [])), true, 'one that had some');
    equal(await countFindings(store, projectId), 2, 'findings');
  },

  async 'searches rules, and knows them again after a change'(storage) {
    const store = await openStore(storage);
    const rules = [
      makeRule('javascript/no-eval', { doc: 'Text that runs as code is an injection.' }),
      makeRule('python/mutable-default', { message: 'The default list is shared', tags: ['CWE-1188'] }),
    ];
    await store.putRules(rules, ['python/mutable-default']);
    const search = async (text: string) => (await store.query('rules', { text })).map(({ id }) => id);
    equal(await search(''), ['javascript/no-eval', 'python/mutable-default'], 'all');
    equal(await search('inject'), ['javascript/no-eval'], 'a word of the doc, begun');
    equal(await search('default list'), ['python/mutable-default'], 'two words');
    equal(await search('cwe-1188'), ['python/mutable-default'], 'a tag');
    equal(await search('"'), ['javascript/no-eval', 'python/mutable-default'], 'no word at all');
    equal(await search('zzz'), [], 'a word that is nowhere');
    equal(await search('injectoin'), ['javascript/no-eval'], 'a slip of the finger');
    equal(await store.query('disabledRules', {}), ['python/mutable-default'], 'disabled');
    const enabled = (await store.query('rules', { text: '' })).map((rule) => rule.enabled);
    equal(enabled, [true, false], 'enabled');
    await store.putRules([makeRule('python/sql-injection', { title: 'SQL injection' })], []);
    equal(await search('sqli'), ['python/sql-injection'], 'another name');
    equal(await search('inject'), ['python/sql-injection'], 'not those of before');
  },

  async 'moves what is stored along when a rule gets another id'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    await store.endRun(runId, 'done', SUMMARY, { costs: [{ id: 'javascript/no-eval', ms: 5, files: 2 }] });
    await store.putRules([makeRule('javascript/code-injection')], ['javascript/no-eval', 'javascript/other']);
    const shared = await store.createTemporary('sent');
    const finding = makeFinding(1);
    await store.importFindings(
      shared,
      [{ path: 'x.js', findings: [{ finding }] }],
      [makeRule(finding.ruleId)],
    );
    const ruleIds = async (id: number) => {
      const details = await store.query('findingDetails', { projectId: id });
      return details.map((one) => `${one.id} ${one.finding.ruleId}`);
    };
    const before = await ruleIds(projectId);
    equal(before.length, 5, 'findings');
    await view(store, { projectId });
    const renamed = new Map([['javascript/no-eval', 'javascript/code-injection']]);
    await store.renameRules(renamed);
    const after = before.map((one) => one.replace('no-eval', 'code-injection'));
    equal(await ruleIds(projectId), after, 'the same findings, under the present id');
    equal((await view(store, { projectId, rules: ['javascript/code-injection'] })).ids.length, 4, 'in lists');
    equal((await ruleIds(shared)).length, 1, 'a shared finding');
    ok((await ruleIds(shared))[0]?.endsWith('javascript/no-eval'), 'stays as it came');
    equal(await store.query('disabledRules', {}), ['javascript/code-injection', 'javascript/other'], 'off');
    const [rule] = await store.query('rules', { text: '', projectId });
    equal([rule?.enabled, rule?.cost], [false, { ms: 5, files: 2 }], 'switch and costs');

    // Whoever turns it on again has turned it on: the same renames are not gone through twice.
    await store.putRules([makeRule('javascript/code-injection')], ['javascript/no-eval']);
    await store.renameRules(renamed);
    equal(await store.query('disabledRules', {}), ['javascript/no-eval'], 'once');

    const again = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const found = manyFindings(3).map((one) => ({ ...one, ruleId: 'javascript/code-injection' }));
    await store.putResults(again.runId, [makeResult('src/a.js', found, { hash: 'new' })]);
    equal((await ruleIds(projectId)).slice(0, 3), after.slice(0, 3), 'known again by the next scan');
    await store.close();
  },

  async 'keeps texts within the budget, the oldest going first'(storage) {
    const { store, projectId } = await openScanned(storage);
    await store.setSetting(STORE_SETTINGS.textBudget, '2500');
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    for (const path of ['1.js', '2.js', '3.js']) {
      await store.putResults(runId, [makeResult(path, [makeFinding(1)], { text: await deflated(1000) })]);
    }
    const hasText = async (path: string) => (await store.query('file', { projectId, path }))?.hasText;
    equal([await hasText('1.js'), await hasText('2.js'), await hasText('3.js')], [false, true, true], 'kept');
    equal((await store.query('fileText', { projectId, path: '3.js' }))?.length, 985, 'text');
    equal((await store.query('storage', {})).textBytes, 2000, 'bytes');
    await store.wipeTexts();
    equal(await store.query('fileText', { projectId, path: '3.js' }), undefined, 'after the wipe');
    await store.setSetting(STORE_SETTINGS.keepTexts, 'off');
    await store.putResults(runId, [makeResult('4.js', [makeFinding(1)], { text: await deflated(1000) })]);
    equal(await hasText('4.js'), false, 'switched off');
  },

  async 'drops texts of files without findings first, and keeps each text once'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const text = await deflated(1000);
    const same = { text, hash: 'same' };
    await store.putResults(runId, [
      makeResult('1.js', [makeFinding(1)], same),
      makeResult('2.js', [makeFinding(1)], same),
      makeResult('3.js', []),
      makeResult('4.js', []),
    ]);
    const source = new MessageChannel();
    serve(textSource, source.port1);
    await store.keepTexts(projectId, source.port2);
    const hasText = async (path: string) => (await store.query('file', { projectId, path }))?.hasText;
    const all = async () => Promise.all(['1.js', '2.js', '3.js', '4.js'].map(hasText));
    equal(await all(), [true, true, true, false], 'of files that are as they were');
    equal(await store.query('fileText', { projectId, path: '3.js' }), noise(300), 'its text');
    // Of that a tenth stays free after texts were dropped.
    await store.setSetting(STORE_SETTINGS.textBudget, '1200');
    equal(await all(), [true, true, false, false], 'within a smaller budget');
    await store.walked(runId);
    await store.addFiles(runId, [{ path: '3.js', size: 1, modifiedMs: 1 }]);
    await store.endRun(runId, 'done', SUMMARY);
    await store.deleteProject(projectId);
    equal((await store.query('storage', {})).textBytes, 0, 'after its project was deleted');
  },

  async 'keeps the ids of findings that are found again'(storage) {
    const { store, projectId } = await openScanned(storage);
    const idsOf = async (path: string) =>
      (await store.query('findingsOfFile', { projectId, path })).map(({ id, finding }) => [
        id,
        finding.range.start.line,
      ]);
    const before = await idsOf('src/a.js');
    const ids = before.map(([id]) => id ?? 0);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const later = [1, 2, 3].map((line) => ({ ...makeFinding(line), range: makeFinding(line + 20).range }));
    const fresh = makeFinding(7, { message: 'new', excerpt: 'new' });
    await store.putResults(runId, [makeResult('src/a.js', [fresh, ...later])]);
    const after = await idsOf('src/a.js');
    equal(
      after.slice(1),
      [21, 22, 23].map((line, at) => [ids[at], line]),
      'kept',
    );
    ok(!ids.includes(after[0]?.[0] ?? 0), 'a new finding has a new id');
    equal(await store.query('findingDetail', { id: ids[3] ?? 0 }), undefined, 'a finding that is gone');
    const [row] = await store.query('findingRows', { projectId, ids: [ids[1] ?? 0] });
    equal([row?.id, row?.line], [ids[1], 22], 'its row');
    const details = await store.query('findingDetails', {
      projectId,
      ids: [ids[2] ?? 0, after[0]?.[0] ?? 0],
    });
    equal(
      details.map(({ finding }) => finding.range.start.line).sort((a, b) => a - b),
      [7, 23],
      'both whole',
    );
    const again = await openStore(storage);
    equal((await again.query('findingDetail', { id: ids[0] ?? 0 }))?.finding, later[0], 'in another tab');
  },

  async 'keeps the ids of findings of a renamed file'(storage) {
    const { store, projectId } = await openScanned(storage);
    const idsOf = async (path: string) =>
      (await store.query('findingsOfFile', { projectId, path })).map(({ id }) => id);
    const before = await idsOf('src/a.js');
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const moved = [...manyFindings(3), makeFinding(9, { suppressed: true })];
    await store.addFiles(runId, [
      { path: 'src/b.js', size: 1, modifiedMs: 1 },
      { path: 'lib/z.js', size: 1, modifiedMs: 1 },
    ]);
    await store.putResults(runId, [makeResult('lib/z.js', moved, { hash: 'hash-src/a.js' })]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    equal(await idsOf('src/a.js'), [], 'under the former path');
    equal(await idsOf('lib/z.js'), before, 'under the new one');
    const rows = await store.query('findingRows', { projectId, ids: before });
    equal([...new Set(rows.map(({ path }) => path))], ['lib/z.js'], 'in the list');
    const again = await openStore(storage);
    equal((await again.query('findingDetail', { id: before[0] ?? 0 }))?.path, 'lib/z.js', 'in another tab');
  },

  async 'shows shared findings like scanned ones'(storage) {
    const store = await openStore(storage);
    const projectId = await store.createProject('from a colleague', 'shared');
    const rule = makeRule('house/no-eval');
    const finding = makeFinding(5, { ruleId: 'house/no-eval' });
    const snippets = [{ startLine: 4, text: 'a\nb\nc' }];
    await store.importFindings(projectId, [{ path: 'x/y.js', findings: [{ finding }], snippets }], [rule]);
    const [detail] = await store.query('findingDetails', { projectId });
    equal([detail?.finding, detail?.rule, detail?.state], [finding, rule, 'open'], 'detail');
    equal(await store.query('snippets', { projectId, path: 'x/y.js' }), snippets, 'snippets');
    equal(await store.query('rules', { text: '' }), [], 'rules at work');
    const gone = { finding, gone: true };
    await store.importFindings(projectId, [{ path: 'x/z.js', findings: [gone] }], [rule]);
    const { facets } = await view(store, { projectId });
    equal(facets.state, [{ value: 'gone', count: 1 }], 'states');
    equal(facets.folder, [{ value: 'x/', count: 1 }], 'folders');
  },

  async 'filters imported findings by the program that found them'(storage) {
    const store = await openStore(storage);
    const projectId = await store.createProject('shared', 'shared');
    const rules = [
      { ...makeRule('a'), tool: 'gosec' },
      { ...makeRule('b'), tool: 'CodeQL' },
    ];
    const findings = ['a', 'a', 'b'].map((ruleId, at) => ({ finding: makeFinding(at + 1, { ruleId }) }));
    await store.importFindings(projectId, [{ path: 'x.go', findings }], rules);
    const { facets, ids } = await view(store, { projectId, tools: ['CodeQL'] });
    equal(facets.tool, [
      { value: 'gosec', count: 2 },
      { value: 'CodeQL', count: 1 },
    ]);
    equal(ids.length, 1, 'findings of CodeQL');
    equal(facets.rule, [{ value: 'b', count: 1 }], 'rules of CodeQL');
  },

  async 'keeps steps and places of other files'(storage) {
    const store = await openStore(storage);
    const projectId = await store.createProject('shared', 'shared');
    const { range, ...plain } = makeFinding(1);
    const step = { kind: 'source' as const, range, excerpt: '', file: 'b.js' };
    const flow = [step, { ...step, note: '' }, { kind: 'sink' as const, range, excerpt: 'x', note: 'y' }];
    const labels = [{ style: 'secondary' as const, range, file: 'b.js' }];
    const finding = { ...plain, range, flow, labels };
    const others = { flows: [flow.slice(1)], fixes: [{ range, text: 'safe()' }] };
    await store.importFindings(projectId, [{ path: 'x.js', findings: [{ finding, others }] }], []);
    const [detail] = await store.query('findingDetails', { projectId });
    equal(detail?.finding, finding, 'the finding');
    equal(detail?.others, others, 'its other flows and fixes');
  },

  async 'does not list a temporary project until it is kept, and leaves it while its tab is there'(storage) {
    const store = await openStore(storage);
    const shown = await store.createTemporary('shown');
    const kept = await store.createTemporary('kept');
    equal((await store.query('project', { projectId: shown }))?.isTemporary, true, 'temporary');
    equal(await store.query('projects', {}), [], 'projects');
    await store.keepProject(kept);
    const other = await openStore(storage);
    await other.removeTemporary();
    equal(await other.holdTemporary(shown), false, 'held by its tab');
    const names = async () => (await other.query('projects', {})).map(({ name }) => name);
    equal(await names(), ['kept'], 'projects');
    ok(await store.query('project', { projectId: shown }), 'it is there while its tab is');
  },

  async 'forgets a deleted project'(storage) {
    const { store, projectId } = await openScanned(storage);
    await store.deleteProject(projectId);
    equal(await store.query('projects', {}), [], 'projects');
    equal(await rejection(view(store, { projectId })), 'no-project');
    equal(await rejection(store.beginRun({ projectId, ruleSetHash: '' })), 'no-project');
  },

  async 'sums a project up'(storage) {
    const { store, projectId, runId } = await openScanned(storage);
    ok(runId > 0, 'a run');
    const summary = await store.query('summary', { projectId });
    equal(summary.lines, { code: 20, comment: 4, blank: 2 }, 'lines');
    equal(summary.folders, [
      { path: '', files: 2, lines: 20, findings: 4, worst: 'high' },
      { path: 'src', files: 2, lines: 20, findings: 4, worst: 'high' },
    ]);
    equal(summary.rules, [
      { ruleId: 'javascript/no-eval', severity: 'high', count: 3 },
      { ruleId: 'javascript/no-with', severity: 'low', count: 1 },
    ]);
    equal(summary.languages[0]?.errorFiles, 2, 'files with errors');
  },

  async 'keeps what was skipped, settings and rule files'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const skipped = {
      path: 'node_modules',
      size: 0,
      isFolder: true,
      reason: 'dependency',
      detail: 'npm',
    } as const;
    await store.addSkipped(runId, [skipped]);
    await store.setSetting('theme', 'dark');
    await store.putUserRuleFile('house.yml', 'id: x');
    const other = await openStore(storage);
    equal(await other.query('skipped', { projectId }), [skipped], 'skipped');
    equal(await other.query('setting', { key: 'theme' }), 'dark', 'setting');
    equal(await other.userRuleFiles(), [{ path: 'house.yml', text: 'id: x' }], 'rule files');
    await other.setSetting('theme', undefined);
    await other.deleteUserRuleFile('house.yml');
    equal(
      [await store.query('setting', { key: 'theme' }), await store.userRuleFiles()],
      [undefined, []],
      'deleted',
    );
  },

  async 'exports the database, and starts anew after a reset'(storage) {
    const { store } = await openScanned(storage);
    const bytes = await store.exportDatabase();
    equal(new TextDecoder().decode(bytes.subarray(0, 15)), 'SQLite format 3', 'header');
    ok(bytes.length > 16_384, 'pages');
    const other = await openStore(storage);
    await store.reset();
    equal(await store.query('projects', {}), [], 'projects');
    await becomes(() => other.query('projects', {}), [], 'projects of the other tab');
  },

  async 'says what is wrong with a database that it cannot use'(storage) {
    const first = await openScanned(storage);
    await first.store.close();
    const original = await damagedBy(storage, (bytes) => new DataView(bytes.buffer).setUint32(60, 999));
    equal(await openRejection(storage), 'database-newer');
    await storage.damage(() => original.slice());
    await damagedBy(storage, (bytes) => new DataView(bytes.buffer).setUint32(68, 1));
    equal(await openRejection(storage), 'database-foreign');
    await storage.damage(() => original.slice());
    await damagedBy(storage, (bytes) => bytes.fill(7, 0, 100));
    equal(await openRejection(storage), 'database-corrupt');
    const store = new Store(storage.makeTab());
    await rejection(store.open());
    equal((await store.exportDatabase()).length, original.length, 'exported bytes');
    equal(await rejection(store.query('projects', {})), 'store-not-open');
    await store.reset();
    equal(await store.query('projects', {}), [], 'projects after the reset');
  },
};

async function openRejection(storage: Storage): Promise<string> {
  const store = new Store(storage.makeTab());
  try {
    return await rejection(store.open());
  } finally {
    await store.close();
  }
}

/** The bytes as they were. */
async function damagedBy(storage: Storage, change: (bytes: Uint8Array<ArrayBuffer>) => void) {
  let original = new Uint8Array();
  await storage.damage((bytes) => {
    original = bytes.slice();
    change(bytes);
    return bytes;
  });
  return original;
}

/** A text that has `length` bytes when deflated: stored blocks cost 5 bytes in 65,535, and the end of the stream none. */
async function deflated(length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const textLength = length - 15;
  const size = new DataView(bytes.buffer);
  // Two stored blocks of RFC 1951: an empty one that is not the last, one with the text, and padding in a third.
  bytes[0] = 0;
  size.setUint16(1, 0, true);
  size.setUint16(3, 0xffff, true);
  bytes[5] = 0;
  size.setUint16(6, 0, true);
  size.setUint16(8, 0xffff, true);
  bytes[10] = 1;
  size.setUint16(11, textLength, true);
  size.setUint16(13, ~textLength & 0xffff, true);
  return bytes.fill(97, 15);
}
