/** Rules: what they cost, how they are found, and what becomes of their names. */

import type { RuleCost } from '../../../workers/protocol';
import { equal, ok } from '../check';
import { makeFinding, makeResult, makeRule, manyFindings } from '../fixtures';
import { openScanned, openStore, SUMMARY, type Suite, view } from './scanned';

export const rules: Suite = {
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
};
