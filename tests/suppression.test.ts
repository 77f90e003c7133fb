/**
 * The comment that the page offers for hiding a finding, in every language: put above a line of the language's
 * sample it hides what a rule finds there, nothing else, and the sample still parses.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Engine, functionTable, type InitOutput, initSync } from '../crates/wasm/pkg/assay_wasm.js';
import { suppressionComment } from '../src/features/findings/suppress';
import { linkGrammar } from '../workers/grammars';
import type { FileReport } from '../workers/protocol';
import { samples } from './samples';

const ROOT = join(import.meta.dirname, '..');
const ids = [...samples.keys()];
const RULE = 'of-text';

let engine: Engine;
let exports: InitOutput;

beforeAll(() => {
  const module = new WebAssembly.Module(readFileSync(join(ROOT, 'crates/wasm/pkg/assay_wasm_bg.wasm')));
  exports = initSync({ module });
  engine = new Engine();
  // A file is parsed only if a rule of its language may match in it.
  const nodes = ids.map((id) => `id: any\nlanguage: ${id}\nrule: { kind: ERROR }\n`).join('---\n');
  const text = `rules:\n- id: of-text\n  languages: [regex]\n  severity: INFO\n  message: m\n  pattern-regex: (?m)^.+$\n`;
  const { problems } = engine.loadRules(
    [
      { path: 'nodes.yml', text: nodes, origin: 'user' },
      { path: 'text.yml', text, origin: 'user' },
    ],
    [],
    undefined,
    {},
  );
  expect(problems).toEqual([]);
});

function check(path: string, text: string): FileReport {
  for (;;) {
    const checked = engine.check(path, new TextEncoder().encode(text), { usePrefilter: false });
    const report = checked.takeReport();
    if (report) return JSON.parse(new TextDecoder().decode(report)) as FileReport;
    expect(checked.needs).not.toEqual([]);
    for (const grammar of checked.needs) {
      const module = new WebAssembly.Module(readFileSync(join(ROOT, 'public/grammars', `${grammar}.wasm`)));
      const table = functionTable() as WebAssembly.Table;
      engine.addGrammar(grammar, linkGrammar(grammar, module, { exports, table }));
    }
  }
}

/** Index of the last line that starts an element of a page, or stands after an empty line elsewhere. */
function lastStart(lines: readonly string[], id: string): number {
  if (['html', 'svelte', 'vue'].includes(id)) return lines.findLastIndex((line) => /^\s*<\w/.test(line));
  return lines.findLastIndex((line, at) => line.trim() !== '' && lines[at - 1]?.trim() === '');
}

describe.each([...samples].filter(([id]) => id !== 'json'))('%s', (id, path) => {
  const file = basename(path);
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lastStart(lines, id);

  test('a comment above a finding hides it, and the file still parses', () => {
    expect(at).toBeGreaterThan(0);
    const comment = suppressionComment(RULE, id) ?? '';
    const text = [...lines.slice(0, at), comment, ...lines.slice(at)].join('\n');
    const report = check(file, text);
    expect(report.parse).toMatchObject({ kind: 'parsed', errors: 0 });
    const hidden = report.findings.filter(({ status }) => status.kind !== 'open');
    expect(hidden.map(({ range }) => range.start.line)).toEqual([at + 2]);
    expect(hidden[0]?.status).toEqual({ kind: 'suppressed', line: at + 1, comment });
  });
});

test('JSON has no comments', () => expect(suppressionComment('r', 'json')).toBeUndefined());

test.each([
  ['  <b>', '  text', '{/* assay-ignore: r */}'],
  ['<b>', '<a href={x}>', '{/* assay-ignore: r */}'],
  ['<b>', 'return (', '// assay-ignore: r'],
  ['<b>', 'const x =', '// assay-ignore: r'],
  ['<b>', '  when={a} ?', '// assay-ignore: r'],
  ['f(<b>)', 'text', '// assay-ignore: r'],
])('between elements a comment stands in braces: %j below %j', (line, above, comment) => {
  expect(suppressionComment('r', 'tsx', { line, above })).toBe(comment);
});
