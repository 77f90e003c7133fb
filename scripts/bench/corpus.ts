/** The files that both programs are timed on: a copy of exactly the same list for both. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Languages that the rules of the speed set are for. */
const EXTENSIONS = /\.(py|java|js|jsx|mjs|cjs|ts|tsx|mts|cts)$/;
const LEFT_OUT = /(^|\/)(node_modules|\.git)(\/|$)/;

export interface Corpus {
  name: string;
  /** Folder with nothing but the files. */
  folder: string;
  files: number;
  bytes: number;
}

/** Copies the files below a folder whose extension is in the list. */
export function copyCorpus(source: string): Corpus {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const corpus = { name: basename(resolve(source)), folder, files: 0, bytes: 0 };
  for (const entry of readdirSync(source, { withFileTypes: true, recursive: true })) {
    const from = join(entry.parentPath, entry.name);
    const path = relative(source, from);
    if (!entry.isFile() || !EXTENSIONS.test(path) || LEFT_OUT.test(path)) continue;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    copyFileSync(from, join(folder, path));
    corpus.files++;
    corpus.bytes += statSync(from).size;
  }
  return corpus;
}
