/** Runs: what each leaves of the files, and what is said of it. */

import type { SkippedFile } from '../../../workers/protocol';
import { equal, ok, rejection } from '../check';
import { makeFinding, makeReport, makeResult, manyFindings, toResult } from '../fixtures';
import { countFindings, entry, openScanned, openStore, SUMMARY, type Suite, view } from './scanned';

const skipped = (path: string) =>
  ({ path, size: 1, isFolder: false, reason: 'binary', detail: '' }) satisfies SkippedFile;

export const runs: Suite = {
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

  async 'goes on from what the run before saw, and writes nothing but what is told'(storage) {
    const { store, projectId } = await openScanned(storage);
    const begin = async (rules = 'rules-1') =>
      (await store.beginRun({ projectId, ruleSetHash: rules })).runId;
    const end = async (runId: number) => {
      await store.walked(runId);
      await store.endRun(runId, 'done', SUMMARY);
    };
    const first = await begin();
    await store.addFiles(first, ['src/a.js', 'src/b.js', 'src/c.js'].map(entry));
    await store.addSkipped(first, [skipped('d.png'), skipped('e.png')]);
    await store.putResults(first, [makeResult('src/a.js', [makeFinding(1)]), makeResult('src/b.js', [])]);
    await store.putResults(first, [makeResult('src/c.js', [makeFinding(2)])]);
    await end(first);
    const second = await begin();
    const taken = await store.followUp(second, first, ['src/a.js', 'src/b.js', 'd.png']);
    equal(
      [taken?.files, taken?.skipped, taken?.known.map(({ path }) => path), taken?.again],
      [1, 1, ['src/a.js', 'src/b.js'], []],
      'what it goes on from',
    );
    await store.addFiles(second, ['src/a.js', 'd.png'].map(entry));
    await store.putResults(second, [makeResult('src/a.js', [makeFinding(9)]), makeResult('d.png', [])]);
    await end(second);
    const paths = async () => (await store.query('treeFiles', { projectId })).map(({ path }) => path);
    equal(await paths(), ['d.png', 'src/a.js', 'src/c.js'], 'files after it');
    const state = async () => (await store.query('project', { projectId }))?.completeness?.state;
    equal(await state(), 'whole', 'whole');
    equal((await store.query('skipped', { projectId })).length, 1, 'skipped');
    // A third one goes on from the second, and the one that walks again sees all anew.
    const third = await begin();
    equal((await store.followUp(third, second, ['d.png']))?.files, 2, 'files that the third goes on from');
    await end(third);
    equal(await paths(), ['src/a.js', 'src/c.js'], 'files after the third');
    const other = await begin('rules-2');
    equal(await store.followUp(other, third, []), undefined, 'under other rules');
    await store.endRun(other, 'cancelled', SUMMARY);
    const late = await begin();
    equal(await store.followUp(late, third, []), undefined, 'after another run');
    await store.addFiles(late, [entry('src/a.js')]);
    await store.keepUnchanged(late, [{ ...entry('src/a.js'), hash: 'hash-src/a.js' }]);
    await end(late);
    equal(await paths(), ['src/a.js'], 'files after a walk');
  },

  async 'looks again at files without an answer, whatever has changed, and leaves those alone that were cut off'(
    storage,
  ) {
    const { store, projectId } = await openScanned(storage);
    const { runId: first } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    await store.addFiles(first, ['src/a.js', 'src/b.js', 'src/c.js'].map(entry));
    const problem = { kind: 'timed-out' as const, message: 'It took too long.' };
    const cutOff = toResult(makeReport('src/b.js', [], [problem]));
    await store.putResults(first, [makeResult('src/a.js', []), cutOff]);
    await store.walked(first);
    await store.endRun(first, 'done', SUMMARY);
    const { runId: second } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
    const taken = await store.followUp(second, first, []);
    equal([taken?.files, taken?.known, taken?.again], [2, [], ['src/c.js']], 'what it goes on from');
    await store.addFiles(second, [entry('src/c.js')]);
    await store.putResults(second, [makeResult('src/c.js', [])]);
    await store.walked(second);
    await store.endRun(second, 'done', SUMMARY);
    const completeness = (await store.query('project', { projectId }))?.completeness;
    const gaps = completeness?.state === 'partial' ? completeness.gaps.map(({ kind }) => kind) : [];
    equal(gaps, ['timed-out'], 'what is said of it');
    const known = await store.knownFiles(projectId, 'rules-1');
    equal(
      known.map(({ path }) => path),
      ['src/a.js', 'src/c.js'],
      'what a scan that walks need not try again',
    );
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
};
