/** What files tell one another, and findings of the project as a whole. */

import {
  type FileSummaries,
  type ProjectFinding,
  type ProjectPass,
  STORE_SETTINGS,
  type SummaryMaker,
} from '../../../workers/protocol';
import { equal, ok } from '../check';
import { makeFinding, makeResult } from '../fixtures';
import { entry, openScanned, openStore, SUMMARY, type Suite, view } from './scanned';

/** What rules about the project say of themselves after a run. */
function passOf(runId: number, rules = ['project/import-cycle'], examples: string[] = []): ProjectPass {
  return { runId, rules, total: 2, missed: examples.length, examples };
}

/** A state with its gaps, once there is a gap more. */
function asPartial(state: string): string {
  return state.replace(/^whole/, 'partial');
}

/** What a file tells others, made up. */
function summariesOf(path: string, hash = `hash-${path}`): FileSummaries {
  const data = new TextEncoder().encode(`names of ${path}`);
  return { path, hash, summaries: [{ analysis: 'symbols', version: 1, data }] };
}

const MAKER: SummaryMaker = {
  engine: 'build-1',
  analyses: [{ id: 'symbols', version: 1, languages: ['javascript'] }],
};

export const acrossFiles: Suite = {
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
};
