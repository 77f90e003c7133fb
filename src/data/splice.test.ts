import { expect, it } from 'vitest';
import type { Fix } from '../../workers/protocol';
import { splice } from './splice';

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const text = (raw: Uint8Array | undefined) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw);

/** Replaces the bytes between two offsets. */
function fix(start: number, end: number, replacement: string): Fix {
  const at = (offset: number) => ({ line: 1, col: 1, offset });
  return { range: { start: at(start), end: at(end) }, text: replacement };
}

it('puts the fix in by byte offsets', () => {
  expect(text(splice(bytes('é == x;\r\n'), 'é == x;\r\n', fix(3, 5, '===')))).toBe('é === x;\r\n');
});

it('keeps a mark, which offsets do not count', () => {
  expect(text(splice(bytes('\ufeffa == b'), 'a == b', fix(2, 4, 'is')))).toBe('\ufeffa is b');
});

it('refuses a file that has changed or is not UTF-8', () => {
  expect(splice(bytes('a  == b'), 'a == b', fix(2, 4, 'is'))).toBeUndefined();
  const utf16 = new Uint8Array([0xff, 0xfe, 97, 0, 61, 0]);
  expect(splice(utf16, 'a=', fix(0, 1, 'b'))).toBeUndefined();
  const invalid = new Uint8Array([97, 0xe2, 0x28, 0xa1]);
  expect(splice(invalid, 'a\ufffd(', fix(0, 1, 'b'))).toBeUndefined();
});
