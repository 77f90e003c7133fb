import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inRoot } from './paths';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-kept-'));
  vi.stubEnv('ASSAY_CACHE', join(folder, 'cache'));
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A step with one output, whose content is `text`. */
function step(text: string) {
  const output = join(folder, 'out/engine.txt');
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(output, text);
  return { name: 'engine', outputs: [relative(inRoot(), output)], output };
}

it('gives back what was made from the same inputs, and nothing for others', async () => {
  const { keep, takeKept } = await import('./kept');
  const { output, ...made } = step('first');
  keep(made, 'hash-1');
  writeFileSync(output, 'changed');
  expect(takeKept(made, 'hash-2')).toBe(false);
  expect(readFileSync(output, 'utf8')).toBe('changed');
  expect(takeKept(made, 'hash-1')).toBe(true);
  expect(readFileSync(output, 'utf8')).toBe('first');
});

it('keeps the first result of the same inputs, and a bounded number of results', async () => {
  const { keep, takeKept } = await import('./kept');
  const { output, ...made } = step('first');
  keep(made, 'hash-0');
  writeFileSync(output, 'second');
  keep(made, 'hash-0');
  expect(takeKept(made, 'hash-0')).toBe(true);
  expect(readFileSync(output, 'utf8')).toBe('first');
  for (let at = 1; at <= 12; at++) keep(made, `hash-${at}`);
  const left = Array.from({ length: 13 }, (_, at) => takeKept(made, `hash-${at}`)).filter(Boolean);
  expect(left).toHaveLength(8);
});
