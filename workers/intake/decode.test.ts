import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encodingOf, isUtf8 } from './decode';

const bytes = (...values: number[]) => new Uint8Array(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array<ArrayBuffer> {
  const units = mark ? `\uFEFF${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

const textOf = (input: Uint8Array<ArrayBuffer>) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decode(input));

describe('decode', () => {
  it('hands valid UTF-8 on as it is', () => {
    for (const text of ['', 'plain', 'grüße 漢字 🎉\r\n']) {
      const input = utf8(text);
      expect(decode(input)).toBe(input);
    }
  });

  it('drops the mark of UTF-8', () => {
    expect(textOf(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('a');
  });

  it('replaces what cannot be decoded', () => {
    expect(textOf(bytes(0x61, 0xff, 0x62, 0xc3))).toBe('a\uFFFDb\uFFFD');
    expect(textOf(bytes(0x61, 0x80, 0x0a))).toBe('a\uFFFD\n');
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('reads UTF-16, little endian %s, mark %s', (littleEndian, mark) => {
    const text = 'const größe = "🎉";\r\n'.repeat(20);
    expect(textOf(utf16(text, littleEndian, mark))).toBe(text);
  });

  it('takes NUL bytes without a pattern for no UTF-16', () => {
    expect(encodingOf(bytes(0x61, 0, 0, 0, 0x62, 0, 0, 0))).toBe('utf-8');
    expect(encodingOf(bytes(0, 0, 0, 0, 0, 0))).toBe('utf-8');
  });

  it('always gives UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => isUtf8(decode(new Uint8Array(input)))),
    );
  });
});

describe('isUtf8', () => {
  const strict = (input: Uint8Array) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(input);
      return true;
    } catch {
      return false;
    }
  };

  it('agrees with the platform on random bytes', () => {
    const near = fc.constantFrom(
      0x00,
      0x61,
      0x7f,
      0x80,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xa0,
      0xed,
      0x9f,
      0xef,
      0xf0,
      0x90,
      0xf4,
      0x8f,
      0xf5,
      0xff,
    );
    fc.assert(
      fc.property(
        fc.array(near, { maxLength: 9 }),
        (values) => isUtf8(bytes(...values)) === strict(bytes(...values)),
      ),
      { numRuns: 5000 },
    );
  });

  it('agrees on text that starts anywhere in its buffer', () => {
    const whole = utf8('ascii ascii ascii é ascii');
    for (let from = 0; from < 8; from++) expect(isUtf8(whole.subarray(from))).toBe(true);
    expect(isUtf8(whole.subarray(whole.indexOf(0xc3) + 1))).toBe(false);
  });
});
