/**
 * Universal Ctags as a second opinion: which of the definitions that it lists in a project does Assay know, and which
 * not. Found again is a definition of the same name in the same file, at most a line away.
 *
 * What is not found again was read by hand in seven projects. Mostly Ctags guesses: it takes locals of JavaScript and
 * TypeScript for variables of the file, objects for classes and their keys for properties, and constraints of types
 * (`where T : A`) for fields. What Assay does not tell: embedded fields of Go, and functions that are assigned to a
 * member (`A.prototype.b = function`).
 */
import { spawnSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { inRoot } from '../lib/paths';
import { output, RunError } from '../lib/run';

/** A line of Ctags' output; its fields as `--fields=+lKns` gives them. */
interface Tag {
  _type: string;
  name: string;
  path: string;
  line: number;
  kind: string;
  language: string;
  scopeKind?: string;
}

interface Definition {
  name: string;
  file: string;
  line: number;
}

/** What is no definition of the project, or none that others can see: imports, packages, headings. */
const NO_DEFINITIONS = new Set(
  'alias anchor heading1 heading2 heading3 id package packageName script stylesheet title unknown using'.split(
    ' ',
  ),
);
/** What stands in one of these is seen by nobody outside of it; Python's methods are called members. */
const FUNCTIONS = new Set(
  'constructor func function generator getter local method procedure setter'.split(' '),
);
/** Names that Ctags makes up. */
const MADE_UP = /^(__)?anon|^Anonymous/;
const MOST_BYTES = 1 << 30;

/** Lines of the report: how many are found again by language and kind, and where the first others stand. */
export function benchCtags(folder: string): string[] {
  if (!output('ctags', ['--version'])?.startsWith('Universal Ctags')) {
    throw new RunError('To compare definitions, install Universal Ctags (Debian: universal-ctags).');
  }
  const root = resolve(folder);
  const ours = definitions(root);
  const lines = new Map<string, number[]>();
  for (const { file, name, line } of ours) {
    const key = `${file}\n${name}`;
    lines.set(key, [...(lines.get(key) ?? []), line]);
  }
  const kinds = new Map<string, { total: number; missed: Tag[] }>();
  for (const tag of tags(root, new Set(ours.map(({ file }) => file)))) {
    const kind = `${tag.language} ${tag.kind}`;
    const counted = kinds.get(kind) ?? { total: 0, missed: [] };
    kinds.set(kind, counted);
    counted.total++;
    const isKnown = lines.get(`${tag.path}\n${tag.name}`)?.some((line) => Math.abs(line - tag.line) <= 1);
    if (!isKnown) counted.missed.push(tag);
  }
  return [`${basename(root)}: ${ours.length} definitions`, ...describe(kinds)];
}

function describe(kinds: Map<string, { total: number; missed: Tag[] }>): string[] {
  const sorted = [...kinds].sort(([, a], [, b]) => b.total - a.total);
  return sorted.flatMap(([kind, { total, missed }]) => {
    const found = total - missed.length;
    const places = missed.slice(0, 3).map(({ path, line, name }) => `    ${name} ${path}:${line}`);
    return [`  ${kind}: ${found} of ${total} (${((100 * found) / total).toFixed(1)} %)`, ...places];
  });
}

function definitions(root: string): Definition[] {
  const text = said(
    process.execPath,
    [inRoot('dist-node/assay.mjs'), 'symbols', root, '--format', 'json'],
    root,
  );
  return (JSON.parse(text) as { symbols: Definition[] }).symbols;
}

/** What can be seen outside of functions in these files, as Ctags has it. */
function tags(root: string, files: ReadonlySet<string>): Tag[] {
  const args = ['--output-format=json', '--fields=+lKns', '--sort=no', '-f', '-', '-L', '-'];
  const tags = said('ctags', args, root, [...files].join('\n'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Tag);
  return tags.filter(
    ({ _type, kind, name, scopeKind = '' }) =>
      _type === 'tag' && !NO_DEFINITIONS.has(kind) && !FUNCTIONS.has(scopeKind) && !MADE_UP.test(name),
  );
}

function said(program: string, args: string[], cwd: string, input = ''): string {
  const { stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  if (error !== undefined || stdout === '')
    throw new RunError(`${program} told nothing. ${error?.message ?? stderr}`);
  return stdout;
}
