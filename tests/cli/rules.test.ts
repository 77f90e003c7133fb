/** `assay rules`, and how findings of the built-in rules name their weakness: the built command in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { COMMAND } from './command';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function assay(...args: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [...COMMAND, ...args], {
    ...{ cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  });
  expect(stderr).toBe('');
  return stdout;
}

it('lists the rules that a query means, the likeliest first', () => {
  const [first = ''] = assay('rules', 'python', 'sqli').split('\n');
  expect(first).toMatch(/^python\/sql-injection +critical +SQL injection +CWE-89 A03:2021 A05:2025$/);
  const [json] = JSON.parse(assay('rules', 'python/query-from-request', '--format', 'json'));
  expect(json).toMatchObject({
    ...{ id: 'python/sql-injection', title: 'SQL injection', severity: 'critical', confidence: 'high' },
    ...{ cwe: ['CWE-89'], owasp: ['A03:2021', 'A05:2025'], aliases: ['python/query-from-request'] },
  });
  expect(json.tags).toContain('sqli');
  expect(JSON.parse(assay('rules', '--format', 'json')).length).toBeGreaterThan(300);
  expect(assay('rules', 'zzzz')).toBe('No rules match.\n');
});

it('says of a finding which weakness it is, in text and in SARIF', () => {
  writeFileSync(
    join(folder, 'a.c'),
    'void f(char *p) {\n  gets(p);\n  gets(p); // assay-ignore: c/gets\n}\n',
  );
  expect(assay('scan', 'a.c')).toContain('a.c:2:3 critical c/buffer-overflow-gets CWE-242 Buffer overflow:');
  const [run] = JSON.parse(assay('scan', 'a.c', '--format', 'sarif')).runs;
  const rule = run.tool.driver.rules.find(({ id }: { id: string }) => id === 'c/buffer-overflow-gets');
  expect(rule).toMatchObject({
    deprecatedIds: ['c/gets'],
    shortDescription: { text: 'Buffer overflow through gets' },
  });
  const [{ target }] = rule.relationships;
  const taxonomy = run.taxonomies[target.toolComponent.index];
  expect(taxonomy).toMatchObject({ name: 'CWE', organization: 'MITRE' });
  expect(taxonomy.taxa[target.index].id).toBe('CWE-242');
  const suppressions = run.results.map((one: { suppressions?: unknown[] }) => one.suppressions?.length ?? 0);
  expect(suppressions).toEqual([0, 1]);
});
