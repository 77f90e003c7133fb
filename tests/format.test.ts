/** Every formatter lays out a text of its language, in the text's own indentation, and says what it cannot read. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { formatText } from '../workers/format/format';
import { AssayError, FORMATTERS, type Formatter } from '../workers/protocol';

const require = createRequire(import.meta.url);
const WASM: Record<Formatter, string> = {
  biome: '@wasm-fmt/biome_fmt/wasm',
  ruff: '@wasm-fmt/ruff_fmt/wasm',
  gofmt: '@wasm-fmt/gofmt/wasm',
  'clang-format': '@wasm-fmt/clang-format/wasm',
  'sql-fmt': '@wasm-fmt/sql_fmt/wasm',
  taplo: '@wasm-fmt/taplo_fmt/wasm',
};
const module = (formatter: Formatter) =>
  new WebAssembly.Module(readFileSync(require.resolve(WASM[formatter])));

const CASES: Record<Formatter, { path: string; text: string; indent: string; formatted: string }[]> = {
  biome: [
    {
      path: 'a.ts',
      text: "let a:number=1\nif(a){b('c')}",
      indent: '    ',
      formatted: "let a: number = 1;\nif (a) {\n    b('c');\n}\n",
    },
    { path: 'a.jsx', text: 'x=<a b="c"/>', indent: '\t', formatted: 'x = <a b="c" />;\n' },
  ],
  ruff: [
    {
      path: 'a.py',
      text: "def f( a ):\n  return  'b'\n",
      indent: '    ',
      formatted: "def f(a):\n    return 'b'\n",
    },
  ],
  gofmt: [
    {
      path: 'a.go',
      text: 'package a\nfunc  f(){\n  g()\n}',
      indent: '  ',
      formatted: 'package a\n\nfunc f() {\n\tg()\n}\n',
    },
  ],
  'clang-format': [
    {
      path: 'a.c',
      text: '#include "z.h"\n#include "a.h"\nint f(){return 1;}',
      indent: '  ',
      formatted: '#include "z.h"\n#include "a.h"\nint f() { return 1; }',
    },
  ],
  taplo: [
    {
      path: 'a.toml',
      text: '[a]\nb=[1,2 ]\n# c\nd   = "e"',
      indent: '  ',
      formatted: '[a]\nb = [1, 2]\n# c\nd = "e"\n',
    },
  ],
  'sql-fmt': [
    {
      path: 'a.sql',
      text: 'select a,b from c',
      indent: '    ',
      formatted: 'select\n    a,\n    b\nfrom\n    c',
    },
  ],
};

describe.each(FORMATTERS)('%s', (formatter) => {
  it('lays out a text, and leaves what it has made alone', () => {
    for (const { path, text, indent, formatted } of CASES[formatter]) {
      const once = formatText(module(formatter), { formatter, path, text, indent });
      expect(once).toBe(formatted);
      expect(formatText(module(formatter), { formatter, path, text: once, indent })).toBe(once);
    }
  });

  it('keeps the ends of lines', () => {
    const [{ path, text, indent, formatted } = { path: '', text: '', indent: '', formatted: '' }] =
      CASES[formatter];
    const windows = formatText(module(formatter), {
      formatter,
      path,
      text: `${text.replaceAll('\n', '\r\n')}\r\n`,
      indent,
    });
    expect(windows.trimEnd()).toBe(formatted.trimEnd().replaceAll('\n', '\r\n'));
  });
});

it.each([
  ['ruff', 'a.py', 'def f(:\n'],
  ['gofmt', 'a.go', 'package a\nfunc {'],
] as const)('%s says that a text is broken', (formatter, path, text) => {
  expect(() => formatText(module(formatter), { formatter, path, text, indent: '  ' })).toThrow(AssayError);
});

it('goes by what is said of the ends of lines, the end of the text and the width of tabs', () => {
  const order = { formatter: 'biome', path: 'a.ts', text: 'if (a) {\n\tb()\n}', indent: '\t' } as const;
  const formatted = (asked: object) => formatText(module('biome'), { ...order, ...asked });
  expect(formatted({ crlf: true })).toBe('if (a) {\r\n\tb();\r\n}\r\n');
  expect(formatted({ finalNewline: false })).toBe('if (a) {\n\tb();\n}');
  const long = `call(${'a'.repeat(40)}, ${'b'.repeat(45)});`;
  const inBlock = (tabWidth: number) => formatted({ text: `if (a) {\n\t${long}\n}`, tabWidth });
  expect(inBlock(4)).toContain(long);
  expect(inBlock(12)).not.toContain(long);
});

it('takes a style of the project', () => {
  const order = { formatter: 'clang-format', path: 'a.c', text: 'int f(){return 1;}', indent: '  ' } as const;
  const style = '{"BasedOnStyle":"GNU"}';
  expect(formatText(module('clang-format'), { ...order, style })).toBe('int\nf ()\n{\n  return 1;\n}');
});
