/**
 * Changes many files as one refactoring: what each becomes is parsed again, and the code must mean the same afterwards.
 * Nothing is written unless all of it can be.
 */
import { Analyser, fixFile } from '../../workers/analysis';
import { provenBy } from '../../workers/index';
import {
  type ChangedFile,
  type ChangedSource,
  DEFAULT_ANALYSIS_OPTIONS,
  type FixedFile,
  type MovedFile,
  type Obstacle,
  type Proof,
} from '../../workers/protocol';
import {
  type ChangedParts,
  changedAs,
  countOf,
  countPlaces,
  editsOf,
  movedPatch,
  printableJson,
  renamePatch,
  visibleText,
} from '../share';
import { compileEngine, loadGrammar } from './assets';
import { editorConfigs } from './editor-configs';
import { EXIT } from './errors';
import { writeWhole } from './fix-write';
import { print } from './output';
import { printProblems } from './problems';
import type { ProjectIndex } from './project-index';

/** Version of the JSON; a field may be added without a new one. */
const VERSION = 1;

/** How it is to be done. */
export interface RefactorInput {
  write?: boolean;
  candidates?: boolean;
  texts?: boolean;
  force?: boolean;
  format?: 'diff' | 'json';
}

export interface Refactoring {
  files: readonly ChangedFile[];
  obstacles: readonly Obstacle[];
  /** The files that get another path. */
  moved?: readonly MovedFile[];
  /** Files that the index does not know and that go along as they are. */
  along?: readonly MovedFile[];
  /** What is to be proven of it. */
  of: Proof['of'];
  /** The whole answer, for JSON. */
  answer: object;
  words: {
    done: string;
    would: string;
    not: string;
    /** What is done, with how many places in how many files. */
    what(places: string, files: string): string;
  };
}

/** Writes it or prints it, and says what came of it. */
export async function refactor(
  index: ProjectIndex,
  refactoring: Refactoring,
  input: RefactorInput,
): Promise<number> {
  const changed = await changeAll(index, refactoring, input);
  const obstacles = [...refactoring.obstacles, ...changed.obstacles];
  const isRefused = obstacles.length > 0 && !input.force;
  const { along = [] } = refactoring;
  const unwritten = input.write && !isRefused ? await writeWhole(index.place, changed.files, along) : [];
  printProblems(unwritten);
  await report(input, refactoring, changed.files, obstacles);
  say(summary(input, refactoring, obstacles, isRefused));
  if (isRefused) return EXIT.findings;
  return unwritten.length > 0 || index.completeness.state !== 'whole' ? EXIT.partial : EXIT.done;
}

/** What the files become, and what is wrong with that. */
async function changeAll(index: ProjectIndex, refactoring: Refactoring, input: RefactorInput) {
  const { files: changing, moved = [], of } = refactoring;
  const goals = new Map(moved.map(({ from, to }) => [from, to]));
  const analyser = new Analyser(await compileEngine(), loadGrammar);
  analyser.loadRules({ sources: [], disabled: [], threatModels: [] });
  const obstacles: Obstacle[] = [];
  const files: FixedFile[] = [];
  const known = new Set(changing.map(({ path }) => path));
  const unchanged = moved.filter(({ from }) => !known.has(from)).map(({ from }) => nothingIn(from));
  for (const file of [...changing, ...unchanged]) {
    const { path } = file;
    const fix = changedAs(file, partsOf(input));
    const to = goals.get(path);
    if (fix === undefined && to === undefined) continue;
    const { bytes, text } = await index.intake.raw(path);
    const toFix = { path, raw: bytes, text, editorConfigs: editorConfigs(index.place.root, path) };
    const choice = { kind: 'given' as const, fixes: fix ? [fix] : [] };
    const options = { ...DEFAULT_ANALYSIS_OPTIONS, summaries: true };
    const fixed = await fixFile(analyser, toFix, choice, options);
    files.push({ ...fixed, ...(to !== undefined && { to }) });
    const { line, col } = fix?.range.start ?? { line: 1, col: 1 };
    obstacles.push(...fixed.refused.map(({ why }) => ({ file: path, line, col, why })));
  }
  if (obstacles.length === 0 && !input.candidates) {
    const changes = files.map((file) => sourceOf(index, file));
    obstacles.push(...provenBy(index.project, { changes, of }));
  }
  return { files, obstacles };
}

function nothingIn(path: string): ChangedFile {
  return { path, certain: [], candidates: [], texts: [] };
}

function partsOf({ candidates = false, texts = false }: RefactorInput): ChangedParts {
  return { candidates, texts };
}

function sourceOf(
  { languages }: ProjectIndex,
  { path, to, after, summaries = [] }: FixedFile,
): ChangedSource {
  const text = new TextEncoder().encode(new TextDecoder().decode(after));
  const language = languages.get(path) ?? '';
  return { path, language, text, summaries, ...(to !== undefined && { to }) };
}

async function report(
  { format, write }: RefactorInput,
  { answer, files: changing, along = [] }: Refactoring,
  files: readonly FixedFile[],
  obstacles: readonly Obstacle[],
): Promise<void> {
  if (format === 'json') {
    const patches = new Map(files.map((file) => [file.path, movedPatch(file)]));
    const described = changing.map((file) => ({ ...file, patch: patches.get(file.path) ?? '' }));
    await print(
      `${printableJson(JSON.stringify({ version: VERSION, ...answer, obstacles, files: described }))}\n`,
    );
  } else if (format === 'diff' || !write) {
    for (const file of files) await print(movedPatch(file));
    for (const file of along) await print(renamePatch(file));
  }
}

function summary(
  input: RefactorInput,
  { files, words }: Refactoring,
  obstacles: readonly Obstacle[],
  isRefused: boolean,
): string {
  const lines = obstacles.map(({ file, line, col, why }) => `${file}:${line}:${col}: ${why}`);
  const places = files.map((file) => editsOf(file, partsOf(input)).length).filter((count) => count > 0);
  const sum = places.reduce((all, count) => all + count, 0);
  const what = words.what(countOf(sum, 'place'), countOf(places.length, 'file'));
  if (isRefused) lines.push(`${words.not}: ${what} would change what the code means (see --force).`);
  else lines.push(`${input.write ? words.done : words.would} ${what}.`);
  const { candidates, texts } = countPlaces(files);
  if (candidates > 0 && !input.candidates) {
    lines.push(
      `Left out: ${countOf(candidates, 'place')} that may or may not refer to it (see --candidates).`,
    );
  }
  if (texts > 0 && !input.texts) {
    lines.push(`Left out: ${countOf(texts, 'place')} in comments and strings (see --texts).`);
  }
  return lines.join('\n');
}

function say(text: string): void {
  for (const line of text.split('\n')) process.stderr.write(`assay: ${visibleText(line)}\n`);
}
