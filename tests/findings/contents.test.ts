/** What is taken from a dropped file of findings: a text, or pieces where the text is too large to be held. */
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { contentsOf } from '../../src/data/findings-reader/contents';

const LOG = '{"version":"2.1.0","runs":[]}';
const padded = (bytes: number) => Buffer.concat([Buffer.from(LOG), Buffer.alloc(bytes, ' ')]);

async function taken(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const [content, ...others] = await contentsOf(new File([bytes], name));
  if (content === undefined || others.length > 0) throw new Error('One content was expected.');
  if ('text' in content) return { name: content.name, isInPieces: false, text: content.text };
  const pieces: Uint8Array[] = [];
  for await (const piece of content.open()) pieces.push(piece);
  return { name: content.name, isInPieces: true, text: Buffer.concat(pieces).toString() };
}

it('is the text of a log of usual size, and pieces of a larger one', async () => {
  const usual = padded(20_000_000);
  expect(await taken('a.sarif', usual)).toEqual({
    name: 'a.sarif',
    isInPieces: false,
    text: usual.toString(),
  });
  const large = await taken('a.sarif', padded(32_000_000));
  expect([large.isInPieces, large.text.trim()]).toEqual([true, LOG]);
});

it('is unpacked, in pieces where it may be many times larger', async () => {
  const packed = (level: number) => new Uint8Array(gzipSync(padded(2_100_000), { level }));
  const [small, large] = [await taken('a.sarif.gz', packed(6)), await taken('a.sarif.gz', packed(0))];
  expect([small.isInPieces, small.name, small.text.trim()]).toEqual([false, 'a.sarif', LOG]);
  expect([large.isInPieces, large.name, large.text.trim()]).toEqual([true, 'a.sarif', LOG]);
});
