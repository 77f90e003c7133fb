/**
 * Every language on its sample, in the engine and with the grammars that are shipped: the file is
 * recognised, counted, and parsed without an error. A sample uses most of its language's syntax.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  Engine,
  functionTable,
  type InitOutput,
  initSync,
  languages,
} from '../crates/wasm/pkg/assay_wasm.js';
import { linkGrammar } from '../workers/grammars';
import type { FileReport } from '../workers/protocol';
import { samples } from './samples';

const ROOT = join(import.meta.dirname, '..');
const ids = [...samples.keys()];
/** Stand for what is in quotes and comments: whichever byte one looks at, one of them has the middle of a letter there. */
const WIDE = ['é', 'aé', '│', 'a│', 'aa│'];

let engine: Engine;
let exports: InitOutput;

beforeAll(() => {
  const module = new WebAssembly.Module(readFileSync(join(ROOT, 'crates/wasm/pkg/assay_wasm_bg.wasm')));
  exports = initSync({ module });
  engine = new Engine();
  // A file is parsed only if a rule may match in it: this one asks for broken code.
  const text = ids.map((id) => `id: any\nlanguage: ${id}\nrule: { kind: ERROR }\n`).join('---\n');
  const { problems } = engine.loadRules([{ path: 'any.yml', text, origin: 'user' }], [], undefined, {});
  expect(problems).toEqual([]);
});

function addGrammar(grammar: string): void {
  const module = new WebAssembly.Module(readFileSync(join(ROOT, 'public/grammars', `${grammar}.wasm`)));
  const table = functionTable() as WebAssembly.Table;
  engine.addGrammar(grammar, linkGrammar(grammar, module, { exports, table }));
}

/** Checks a text with the prefilter off, so that it is parsed, loading the grammars it asks for. */
function check(path: string, text: Uint8Array): FileReport {
  for (;;) {
    // With what it tells other files, as the page does it.
    const checked = engine.check(path, text, { usePrefilter: false, summaries: true });
    const report = checked.takeReport();
    if (report) return JSON.parse(new TextDecoder().decode(report)) as FileReport;
    expect(checked.needs).not.toEqual([]);
    for (const grammar of checked.needs) addGrammar(grammar);
  }
}

test('there are at least 30 languages and each has a sample', () => {
  const known = languages().map(({ id }) => id);
  expect(known.length).toBeGreaterThanOrEqual(30);
  expect(ids).toEqual([...known].sort());
});

describe.each([...samples])('%s', (id, path) => {
  const file = basename(path);
  const text = readFileSync(path);

  test('is recognised by the name of its sample', () => {
    expect(check(file, text).language).toBe(id);
  });

  test('its sample is parsed without an error', () => {
    const { parse, problems } = check(file, text);
    expect(problems).toEqual([]);
    expect(parse).toMatchObject({ kind: 'parsed', errors: 0, errorBytes: 0 });
    expect(parse.kind === 'parsed' && parse.nodes).toBeGreaterThan(100);
  });

  test.each(WIDE)(
    'letters of several bytes, wherever a text may have them, do the engine no harm: %s',
    (wide) => {
      const widened = text.toString('utf8').replaceAll(/(?<=["'`#/*-] ?)[a-zA-Z ]+/g, wide.repeat(80));
      expect(check(file, Buffer.from(widened)).language).toBe(id);
    },
  );

  test('each line of its sample is counted once', () => {
    const { code, comment, blank } = check(file, text).lines;
    const lines = text.toString('utf8').split('\n').slice(0, -1);
    expect(code + comment + blank).toBe(lines.length);
    expect(blank).toBe(lines.filter((line) => line.trim() === '').length);
    expect(lines.length).toBeGreaterThanOrEqual(100);
    expect(code).toBeGreaterThan(comment);
  });
});
