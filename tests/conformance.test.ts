/** The cases of others, where they are: the folder comes from the environment, never from a file here. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fallen, figuresOf, keptFigures } from '../scripts/conformance/figures';
import { runSuite } from '../scripts/conformance/run';
import { inRoot } from '../scripts/lib/paths';

const suite = process.env.ASSAY_CONFORMANCE;
const runner = inRoot('dist-node/assay.mjs');
const why =
  suite === undefined || !existsSync(suite)
    ? `ASSAY_CONFORMANCE names no folder (${suite ?? 'not set'})`
    : existsSync(runner)
      ? undefined
      : 'dist-node/ is not built';
if (why !== undefined) console.log(`The conformance suite is not run: ${why}.`);

describe.skipIf(why !== undefined)('conformance', () => {
  it('passes no fewer cases than are committed', () => {
    const figures = figuresOf(runSuite(suite ?? ''));
    const kept = keptFigures();
    expect(kept.length).toBeGreaterThan(0);
    expect(fallen(figures, kept)).toEqual([]);
  }, 300_000);
});
