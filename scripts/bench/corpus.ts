/** The files that both programs are timed on: a copy of exactly the same list for both. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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

/** Files of several folders together, evenly from all of them, over and over until there are this many. */
export function mixCorpora(sources: string[], files: number): Corpus {
  const corpora = sources.map(copyCorpus);
  const all = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  for (const { name, folder } of corpora) renameSync(folder, join(all, name));
  const count = corpora.reduce((sum, corpus) => sum + corpus.files, 0);
  const name = corpora.map((corpus) => corpus.name).join(' and ');
  const mixed = repeatCorpus({ name, folder: all, files: count, bytes: 0 }, files);
  rmSync(all, { recursive: true });
  return { ...mixed, name };
}

/** The same files over and over, in folders of their own, until there are this many. */
export function repeatCorpus(corpus: Corpus, files: number): Corpus {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const paths = readdirSync(corpus.folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(corpus.folder, join(entry.parentPath, entry.name)))
    .sort();
  const step = Math.max(1, paths.length / files);
  const repeated = { name: `${corpus.name}, repeated`, folder, files: 0, bytes: 0 };
  for (; repeated.files < files; repeated.files++) {
    const path = paths[Math.floor(repeated.files * step) % paths.length] ?? '';
    const to = join(folder, `part-${Math.floor(repeated.files / paths.length)}`, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(corpus.folder, path), to);
    repeated.bytes += statSync(to).size;
  }
  return repeated;
}
