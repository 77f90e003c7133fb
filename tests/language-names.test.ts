/** The page's names of languages against the profiles the engine is built from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { highlighted, loadLanguage } from '../src/editor/languages';
import { languageName } from '../src/kernel/language-names';

const FOLDER = join(import.meta.dirname, '../crates/languages/src/langs');
const profiles = readdirSync(FOLDER)
  .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
  .map((text) => ({ id: /^\s*id: "(.+)"/m.exec(text)?.[1], name: /^\s*name: "(.+)"/m.exec(text)?.[1] }))
  .filter((profile) => profile.id !== undefined);

it('finds the profiles', () => expect(profiles.length).toBeGreaterThanOrEqual(30));

it.each(profiles)('names $id as the engine does', ({ id, name }) => {
  expect(languageName(id)).toBe(name);
});

it.each(profiles)('highlights $id', ({ id }) => {
  expect(loadLanguage(id), `no highlighter among ${highlighted.join(', ')}`).toBeDefined();
});
