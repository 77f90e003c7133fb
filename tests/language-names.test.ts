/** The page's names of languages against the profiles the engine is built from. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { initSync, languages } from '../crates/wasm/pkg/assay_wasm.js';
import { ENGINE, inRoot } from '../scripts/lib/paths';
import { highlighted, loadLanguage } from '../src/editor/languages';
import { languageName } from '../src/kernel/languages';

initSync({ module: readFileSync(inRoot(ENGINE)) });
const profiles = languages();

it('finds the profiles', () => expect(profiles.length).toBeGreaterThanOrEqual(30));

it.each(profiles)('names $id as the engine does', ({ id, name }) => {
  expect(languageName(id)).toBe(name);
});

it.each(profiles)('highlights $id', ({ id }) => {
  expect(loadLanguage(id), `no highlighter among ${highlighted.join(', ')}`).toBeDefined();
});
