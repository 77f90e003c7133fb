/** Projects and their settings, in one tab and in several. */

import type { FileResult, QueryName, StoreChange } from '../../../workers/protocol';
import { becomes, equal, ok, rejection } from '../check';
import { makeResult, manyFindings } from '../fixtures';
import { countFindings, openScanned, openStore, type Suite, view } from './scanned';

export const projects: Suite = {
  async 'forgets the settings of a deleted project, and no others'(storage) {
    const { store, projectId } = await openScanned(storage);
    await store.setSetting(`project.${projectId}.include`, 'lib/');
    await store.setSetting(`project.${projectId}1.include`, 'other');
    await store.deleteProject(projectId);
    equal(await store.query('setting', { key: `project.${projectId}.include` }), undefined);
    equal(await store.query('setting', { key: `project.${projectId}1.include` }), 'other');
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
};
