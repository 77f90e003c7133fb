/** All style sheets come with the page in one file, so a class means one thing wherever it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/paths';

/** Classes that a sheet styles wherever they stand: `.name` or `.name:hover`, but not `.place .name`. */
function ownClasses(sheet: string): string[] {
  const rules = sheet.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{};]+)\{/g);
  const selectors = [...rules].flatMap(([, list = '']) => list.split(','));
  return selectors.flatMap((selector) => /^\.[\w-]+(?=(?::[\w-]+)*$)/.exec(selector.trim()) ?? []);
}

it('styles a class in one sheet', () => {
  const paths = readdirSync(inRoot('src'), { recursive: true, encoding: 'utf8' });
  const sheets = new Map<string, Set<string>>();
  for (const path of paths.filter((one) => one.endsWith('.css'))) {
    for (const name of ownClasses(readFileSync(join(inRoot('src'), path), 'utf8'))) {
      sheets.set(name, (sheets.get(name) ?? new Set()).add(path));
    }
  }
  expect(sheets.size).toBeGreaterThan(200);
  const shared = [...sheets].filter(([, files]) => files.size > 1);
  expect(shared.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([]);
});
