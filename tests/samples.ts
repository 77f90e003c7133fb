/** The sample of each language: a text that uses most of its syntax, in the language's own folder. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../scripts/lib/paths';

const LANGUAGES = inRoot('crates/languages/src');

/** Paths of all samples, by the id of their language (a folder is named as its Rust module). */
export const samples: ReadonlyMap<string, string> = new Map(
  readdirSync(LANGUAGES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const files = readdirSync(join(LANGUAGES, name)).filter((file) => file.startsWith('sample.'));
      return files.map((file): [string, string] => [name.replaceAll('_', '-'), join(LANGUAGES, name, file)]);
    })
    .sort(),
);
