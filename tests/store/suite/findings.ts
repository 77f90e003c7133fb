/** Findings: given back as they came, and known again. */

import { equal, ok } from '../check';
import { makeFinding, makeResult, makeRule, manyFindings } from '../fixtures';
import { openScanned, openStore, SUMMARY, type Suite, view } from './scanned';

export const findings: Suite = {
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

  async 'gives fixes back with all of their edits'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const { range } = makeFinding(1);
    const own = { range, text: 'own' };
    const fixes = [{ ...own, isSafe: true }, { ...own, also: [{ range, text: 'import' }] }, own];
    const found = fixes.map((fix, at) => ({ ...makeFinding(at + 1), fix }));
    await store.putResults(runId, [makeResult('src/fix.js', found)]);
    const details = await store.query('findingsOfFile', { projectId, path: 'src/fix.js' });
    equal(
      details.map(({ finding }) => finding.fix),
      fixes,
    );
  },

  async 'names the files with open findings that have a fix'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const { fix: _, ...unfixable } = makeFinding(1);
    await store.putResults(runId, [
      makeResult('src/none.js', [unfixable]),
      makeResult('src/suppressed.js', [makeFinding(1, { suppressed: true })]),
    ]);
    equal(await store.query('fixableFiles', { projectId }), ['src/a.js', 'src/b.js'], 'of all rules');
    const ruleId = 'javascript/no-with';
    equal(await store.query('fixableFiles', { projectId, ruleId }), ['src/b.js'], 'of one rule');
    equal(await store.query('fixableFiles', { projectId, ruleId: 'none' }), [], 'of no rule');
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
    const [again] = await store.query('findingDetails', { projectId });
    equal(again?.id, detail?.id, 'the id of who is found again elsewhere');
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
};
