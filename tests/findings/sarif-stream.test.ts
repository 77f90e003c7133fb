/** SARIF read piece by piece is the same as SARIF read whole, however it is cut. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/paths';
import { readSarif, streamSarif } from '../../src/share/sarif';
import { SarifSplitter } from '../../src/share/sarif/stream';

const encoder = new TextEncoder();

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const streamed = (text: string, size: number) => streamSarif(() => pieces(encoder.encode(text), size), 'p');

const FILES = ['findings', 'formats'].flatMap((folder) => {
  const path = inRoot('tests/fixtures', folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.sarif'))
    .map((name) => `${path}/${name}`);
});

describe('a log in pieces', () => {
  it.each(FILES)('is read as a whole one: %s', async (path) => {
    const text = readFileSync(path, 'utf8');
    const whole = readSarif(JSON.parse(text), 'p');
    for (const size of [1, 7, 1000, text.length + 9]) expect(await streamed(text, size)).toEqual(whole);
  });

  it.each([
    ['no results', { runs: [{ tool: {} }] }],
    ['results that are no list', { runs: [{ results: { a: [1] } }, { results: null }] }],
    ['runs that are no objects', { runs: [null, [1, [2]], { results: [{ ruleId: 'a' }] }] }],
    ['results elsewhere', { results: [[{}]], runs: [{ properties: { results: [{ a: 1 }] }, results: [] }] }],
    ['brackets and quotes in strings', { runs: [{ 'a"]}\\': '{[\\"', results: [{ ruleId: '"]},{[\\' }] }] }],
    ['results that are no objects', { runs: [{ results: [1, 'a', null, [], { ruleId: 'b' }] }] }],
  ])('has the same with %s', async (_, log) => {
    const text = JSON.stringify({ version: '2.1.0', ...log });
    for (const size of [1, 3, 1000])
      expect(await streamed(text, size)).toEqual(readSarif(JSON.parse(text), 'p'));
  });

  it('hands out every result, whatever stands in it and wherever it is cut', () => {
    const results = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 });
    const logs = fc.array(results, { maxLength: 3 });
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 40 }), fc.boolean(), (runs, size, isSpaced) => {
        const log = { before: ['results'], runs: runs.map((all) => ({ x: {}, results: all, y: [[]] })) };
        const found: unknown[][] = runs.map(() => []);
        const splitter = new SarifSplitter((run, json) =>
          found[run]?.push(JSON.parse(new TextDecoder().decode(json))),
        );
        const bytes = encoder.encode(JSON.stringify(log, null, isSpaced ? 2 : 0));
        for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.slice(at, at + size));
        const rest = JSON.parse(new TextDecoder().decode(splitter.rest()));
        expect(found).toEqual(JSON.parse(JSON.stringify(runs)));
        expect(rest.runs.every((run: { results: unknown[] }) => run.results.length === 0)).toBe(true);
      }),
    );
  });

  it('is refused where it is cut off, and is none where it is something else', async () => {
    const text = readFileSync(FILES[0] ?? '', 'utf8');
    await expect(streamed(text.slice(0, -20), 100)).rejects.toThrow(SyntaxError);
    await expect(streamed(text.slice(0, text.length / 2), 100)).rejects.toThrow(SyntaxError);
    expect(await streamed('{"runs": 1}', 100)).toBeUndefined();
  });
});
