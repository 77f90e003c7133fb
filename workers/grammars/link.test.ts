/** What the linker refuses; that it links every shipped grammar is shown by `tests/languages.test.ts`. */
import { describe, expect, test } from 'vitest';
import type { InitOutput } from '#engine';
import { AssayError } from '../protocol';
import { type EngineExports, linkGrammar } from './link';

const engine: EngineExports = {
  exports: { memory: new WebAssembly.Memory({ initial: 1 }), malloc: () => 64 } as unknown as InitOutput,
  table: new WebAssembly.Table({ element: 'anyfunc', initial: 1 }),
};

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const text = (value: string) => [value.length, ...new TextEncoder().encode(value)];
const section = (id: number, ...content: number[]) => [id, content.length, ...content];
/** Memory of 8 bytes aligned to 4, one table slot. */
const layout = section(0, ...text('dylink.0'), 1, 4, 8, 2, 1, 0);
const functionType = section(1, 1, 0x60, 0, 0);
const importOf = (space: string, name: string) => section(2, 1, ...text(space), ...text(name), 0, 0);
const oneFunction = section(3, 1, 0);
const exportOf = (name: string) => section(7, 1, ...text(name), 0, 0);
const emptyBody = section(10, 1, 2, 0, 0x0b);

function link(...sections: number[][]): number {
  return linkGrammar('test', new WebAssembly.Module(new Uint8Array([...HEADER, ...sections.flat()])), engine);
}

function detailOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof AssayError) return error.envelope.detail;
  }
  return undefined;
}

describe('linkGrammar', () => {
  test('puts the grammar function into a fresh slot of the table', () => {
    const slot = link(layout, functionType, oneFunction, exportOf('tree_sitter_test'), emptyBody);
    expect(slot).toBe(engine.table.length - 1);
    expect(engine.table.get(slot)).toBeTypeOf('function');
  });

  test('names a symbol that the engine does not have', () => {
    expect(detailOf(() => link(layout, functionType, importOf('env', 'fopen')))).toContain('env.fopen');
    expect(detailOf(() => link(layout, functionType, importOf('wasi', 'clock')))).toContain('wasi.clock');
  });

  test('refuses modules that are no grammars', () => {
    expect(detailOf(() => link(functionType))).toContain('dylink.0');
    expect(detailOf(() => link(section(0, ...text('dylink.0'), 1, 4, 0x80)))).toContain('too early');
    const scanner = exportOf('tree_sitter_test_external_scanner_create');
    expect(detailOf(() => link(layout, functionType, oneFunction, scanner, emptyBody))).toContain(
      'exports no function',
    );
  });

  test('says when memory is full', () => {
    const full = { ...engine, exports: { ...engine.exports, malloc: () => 0 } as unknown as InitOutput };
    const module = new WebAssembly.Module(new Uint8Array([...HEADER, ...layout]));
    expect(() => linkGrammar('test', module, full)).toThrow(RangeError);
  });
});
