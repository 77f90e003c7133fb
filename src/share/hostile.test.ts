import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflate } from '../../workers/protocol';
import { makeDocument } from './document';
import type { SharedDocument } from './file-format';
import { decodeFile, encodeFile } from './formats/assay-file';
import { decodeLink, encodeLink } from './formats/link';
import type { Read } from './result';
import { shareables } from './testing';

const [sample] = fc.sample(
  shareables.filter((all) => all.length > 4),
  { numRuns: 1, seed: 3 },
);
const document = makeDocument(sample ?? [], { project: 'p', generator: 'Assay', withCode: true });

function codeOf(read: Read<SharedDocument>): string {
  if (read.ok) return 'ok';
  const { message, detail, help } = read.error;
  for (const part of [message, detail, help]) expect(part?.length ?? 0).toBeGreaterThan(10);
  return read.error.code;
}

async function linkOf(value: unknown): Promise<string> {
  const bytes = await deflate(
    new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
    'deflate',
  );
  return linkOfBytes(bytes);
}

function linkOfBytes(bytes: Uint8Array): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const payload = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `1.${payload.length.toString(36)}.${payload}`;
}

/** The document with one field replaced. */
function changed(path: string, value: unknown): string {
  const copy = JSON.parse(encodeFile(document));
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  for (const key of keys) at = at[key];
  at[last] = value;
  return JSON.stringify(copy);
}

describe('a hostile link', () => {
  it('is explained when it is cut off anywhere', async () => {
    const link = await encodeLink(document);
    const codes = new Set<string>();
    for (let length = 0; length < link.length; length += 7) {
      codes.add(codeOf(await decodeLink(link.slice(0, length))));
    }
    expect([...codes].sort()).toEqual(['share-broken', 'share-truncated']);
  });

  it('survives what chat programs glue to it', async () => {
    const link = await encodeLink(document);
    for (const tail of ['.', ')', '%20', '&utm_source=chat', '">']) {
      expect(codeOf(await decodeLink(link + tail))).toBe('ok');
    }
  });

  it('is explained when any character of it is another', async () => {
    const link = await encodeLink(document);
    const intact = await decodeLink(link);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(link.length - 1),
        fc.constantFrom('A', '7', '_', '-', '.', '!'),
        async (at, char) => {
          if (link[at] === char) return;
          const read = await decodeLink(link.slice(0, at) + char + link.slice(at + 1));
          // Some bits only fill up the last byte: without them the same document comes out.
          if (read.ok) expect(read).toEqual(intact);
          else expect(codeOf(read)).toMatch(/^share-/);
        },
      ),
    );
  });

  it('never throws, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        for (const link of [text, `1.2.${text}`, `1.zz.${text}`, await linkOf(text)]) {
          expect(codeOf(await decodeLink(link))).toMatch(/^share-/);
        }
      }),
    );
  });

  it('is refused with its version when it is too new', async () => {
    const link = (await encodeLink(document)).replace(/^3\./, '4.');
    expect(codeOf(await decodeLink(link))).toBe('share-too-new');
    expect(codeOf(await decodeLink(link.replace(/^4\./, '0.')))).toBe('share-broken');
  });

  it('is stopped early when it is a deflate bomb', async () => {
    const bytes = await deflate(new TextEncoder().encode('0'.repeat(100_000_000)), 'deflate');
    // Whoever unpacks it to its end finds damage there; whoever stops in time never sees it.
    bytes.fill(255, -1000);
    const link = linkOfBytes(bytes);
    expect(link.length).toBeLessThan(200_000);
    expect(codeOf(await decodeLink(link))).toBe('share-too-large');
  });

  it('is refused when it claims or brings too much', async () => {
    expect(codeOf(await decodeLink(`1.zzzzzz.${'A'.repeat(100)}`))).toBe('share-too-large');
    const numbers = Array.from({ length: 300_000 }, () => 1);
    expect(codeOf(await decodeLink(await linkOf(['p', 'g', [], numbers])))).toMatch(/^share-/);
  });

  it('is explained when its lists hold other things', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        expect(codeOf(await decodeLink(await linkOf(value)))).toMatch(/^share-/);
        const read = await decodeLink(await linkOf(['p', 'g', [], [['a.js', [value]]]]));
        expect(codeOf(read)).toMatch(/^share-/);
      }),
    );
  });
});

describe('a hostile file', () => {
  it('is explained when it is cut off, foreign or too new', () => {
    const text = encodeFile(document);
    expect(codeOf(decodeFile(text.slice(0, -30)))).toBe('share-broken');
    expect(codeOf(decodeFile(''))).toBe('share-broken');
    expect(codeOf(decodeFile('{"version":"2.1.0","runs":[]}'))).toBe('share-foreign');
    expect(codeOf(decodeFile(changed('version', 4)))).toBe('share-too-new');
    expect(codeOf(decodeFile(changed('version', '3')))).toBe('share-invalid');
  });

  const wrong: [field: string, value: unknown][] = [
    ['project', 7],
    ['project', 'x'.repeat(1000)],
    ['rules', {}],
    ['rules.0.url', 'javascript:alert(1)'],
    ['rules.0.severity', 'terrible'],
    ['rules.0.tags', [null]],
    ['files', null],
    ['files', Array.from({ length: 100_001 }, () => document.files[0])],
    ['files.0.path', '../../etc/passwd'],
    ['files.0.path', '/etc/passwd'],
    ['files.0.path', 'C:\\windows'],
    ['files.0.path', 'a//b'],
    ['files.0.path', 'a\u0000b'],
    ['files.0.path', 'a\nb'],
    ['files.0.findings.0.rule', 10_000],
    ['files.0.findings.0.rule', -1],
    ['files.0.findings.0.rule', 0.5],
    ['files.0.findings.0.start', [1, 2, 3]],
    ['files.0.findings.0.start', { line: 0, col: 1, offset: 0 }],
    ['files.0.findings.0.start', { line: Number.NaN, col: 1, offset: 0 }],
    ['files.0.findings.0.end', { line: 1, col: 1, offset: -1 }],
    ['files.0.findings.0.severity', '__proto__'],
    ['files.0.findings.0.identity', '<img src=x>'],
    ['files.0.findings.0.origin', 'file'],
    ['files.0.findings.0.confidence', 'sure'],
    ['files.0.findings.0.message', { toString: 'x' }],
    ['files.0.findings.0.code', { excerpt: 1 }],
    ['files.0.findings.0.status', { kind: 'suppressed', line: '1' }],
    ['files.0.findings.0.status', { kind: 'open' }],
    ['files.0.snippets', [{ startLine: 1 }]],
  ];
  it.each(wrong)('names the field when %s is wrong', (field, value) => {
    const read = decodeFile(changed(field, value));
    expect(codeOf(read)).toBe('share-invalid');
    const named = field.replaceAll(/\.(\d+)/g, '[$1]');
    if (!read.ok) expect(read.error.detail).toContain(named.replace(/\.(url|start|end|code)$/, ''));
  });

  it('pollutes no prototype and keeps no unknown field', () => {
    const text = encodeFile(document).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    const read = decodeFile(text);
    expect(read).toEqual({ ok: true, value: document });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    if (read.ok) expect(Object.keys(read.value)).toEqual(Object.keys(document));
    const code = changed('files.0.findings.0.code', {
      excerpt: '',
      metavars: JSON.parse('{"__proto__":{"text":"x"}}'),
    });
    expect(codeOf(decodeFile(code))).toBe('share-invalid');
  });

  it('never throws on other JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(codeOf(decodeFile(text))).toMatch(/^share-/);
      }),
    );
    expect(codeOf(decodeFile('['.repeat(100_000)))).toBe('share-broken');
  });
});
