/**
 * `assay rename`: works out what changes, and whether the code still means the same: every file is parsed again, and
 * the new name must then refer to the thing in exactly the places that were renamed.
 */
import { Analyser, fixFile } from '../../workers/analysis';
import { type JoinedProject, placesAfter, type RenamedPlace } from '../../workers/index';
import {
  DEFAULT_ANALYSIS_OPTIONS,
  type FixedFile,
  type Obstacle,
  type Renaming,
} from '../../workers/protocol';
import {
  countOf,
  countPlaces,
  editsOf,
  patchOf,
  printableJson,
  type RenamedParts,
  renamedAs,
  visibleText,
} from '../share';
import { placeOf } from './answers';
import { compileEngine, loadGrammar } from './assets';
import { editorConfigs } from './editor-configs';
import { EXIT, UsageError } from './errors';
import { writeFixed } from './fix-write';
import type { RenameInput } from './operations/rename';
import { print } from './output';
import { printProblems } from './problems';
import { openIndex, type ProjectIndex, sayMissing } from './project-index';

/** Version of the JSON; a field may be added without a new one. */
const RENAMING_VERSION = 1;

export async function rename(input: RenameInput): Promise<number> {
  if (input.write && input.dryRun) throw new UsageError('Use one of --dry-run and --write.');
  const at = placeOf(input.at);
  const index = await openIndex(input.path);
  sayMissing(index.completeness);
  const renaming = ask(index.project, at, input.name);
  const changed = await changeAll(index, renaming, input);
  const obstacles = [...renaming.obstacles, ...changed.obstacles];
  const isRefused = obstacles.length > 0 && !input.force;
  const unwritten = input.write && !isRefused ? await writeFixed(index.place, changed.files) : [];
  printProblems(unwritten);
  await report(input, renaming, changed.files, obstacles);
  say(summary(input, renaming, obstacles, isRefused));
  if (isRefused) return EXIT.findings;
  return unwritten.length > 0 || index.completeness.state !== 'whole' ? EXIT.partial : EXIT.done;
}

function ask(project: JoinedProject, { file, line, col }: RenamedPlace, name: string): Renaming {
  try {
    return project.rename(file, line, col, name);
  } catch (error) {
    const { code, message } = (error ?? {}) as { code?: string; message?: string };
    if (code !== 'cannot-rename') throw error;
    throw new UsageError(`${file}:${line}:${col} cannot be renamed. ${message}`);
  }
}

/** What the files become, and what is wrong with that. */
async function changeAll(index: ProjectIndex, renaming: Renaming, input: RenameInput) {
  const analyser = new Analyser(await compileEngine(), loadGrammar);
  analyser.loadRules({ sources: [], disabled: [], threatModels: [] });
  const obstacles: Obstacle[] = [];
  const files: FixedFile[] = [];
  // Afterwards, only what is certain is compared: the rest is known to be unsure.
  const certain = { ...renaming, files: renaming.files.filter((file) => file.certain.length > 0) };
  for (const file of renaming.files) {
    const fix = renamedAs(file, partsOf(input));
    if (fix === undefined) continue;
    const { bytes, text } = await index.intake.raw(file.path);
    const toFix = {
      ...{ path: file.path, raw: bytes, text },
      editorConfigs: editorConfigs(index.place.root, file.path),
    };
    const choice = { kind: 'given' as const, fixes: [fix] };
    const fixed = await fixFile(analyser, toFix, choice, DEFAULT_ANALYSIS_OPTIONS);
    files.push(fixed);
    const { line, col } = fix.range.start;
    obstacles.push(...fixed.refused.map(({ why }) => ({ file: file.path, line, col, why })));
  }
  if (obstacles.length === 0 && !input.candidates) {
    for (const file of files) await replace(index, analyser, file);
    obstacles.push(...misled(index.project, certain, input.name));
  }
  return { files, obstacles };
}

function partsOf({ candidates = false, texts = false }: RenameInput): RenamedParts {
  return { candidates, texts };
}

/** Has the project know a file as it is going to be. */
async function replace({ project, languages }: ProjectIndex, analyser: Analyser, file: FixedFile) {
  const { path, after } = file;
  const language = languages.get(path) ?? '';
  const text = new TextEncoder().encode(new TextDecoder().decode(after));
  const summaries = await analyser.summarise(path, text, DEFAULT_ANALYSIS_OPTIONS.fileBudgetMs);
  for (const summary of summaries ?? []) project.add({ ...summary, path, language });
  project.addText(path, language, text);
}

/** Renaming it back must change the places that were changed, and no others. */
function misled(project: JoinedProject, renaming: Renaming, name: string): Obstacle[] {
  const wanted = placesAfter(renaming, name);
  const [first] = wanted;
  if (first === undefined) return [];
  const key = ({ file, line, col }: RenamedPlace) => `${line}:${col}:${file}`;
  const back = ask(project, first, renaming.name);
  const found = back.files.flatMap(({ path, certain }) =>
    certain.map(({ range }) => ({ file: path, line: range.start.line, col: range.start.col })),
  );
  const [before, after] = [new Set(wanted.map(key)), new Set(found.map(key))];
  const lost = wanted.filter((place) => !after.has(key(place)));
  const caught = found.filter((place) => !before.has(key(place)));
  return [
    ...lost.map((place) => ({ ...place, why: `${name} would mean something else here.` })),
    ...caught.map((place) => ({ ...place, why: `${name} would mean the renamed ${renaming.kind} here.` })),
  ];
}

async function report(
  { format, write }: RenameInput,
  renaming: Renaming,
  files: readonly FixedFile[],
  obstacles: readonly Obstacle[],
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const patch = ({ path, before, after }: FixedFile) =>
    patchOf(path, decoder.decode(before), decoder.decode(after));
  if (format === 'json') {
    const patches = new Map(files.map((file) => [file.path, patch(file)]));
    const described = renaming.files.map((file) => ({ ...file, patch: patches.get(file.path) ?? '' }));
    const answer = { version: RENAMING_VERSION, ...renaming, obstacles, files: described };
    await print(`${printableJson(JSON.stringify(answer))}\n`);
  } else if (format === 'diff' || !write) {
    for (const file of files) await print(patch(file));
  }
}

function summary(
  input: RenameInput,
  renaming: Renaming,
  obstacles: readonly Obstacle[],
  isRefused: boolean,
): string {
  const lines = obstacles.map(({ file, line, col, why }) => `${file}:${line}:${col}: ${why}`);
  const { name, kind, files } = renaming;
  const places = files.map((file) => editsOf(file, partsOf(input)).length).filter((count) => count > 0);
  const sum = places.reduce((all, count) => all + count, 0);
  const what = `${kind} ${name} to ${input.name} in ${countOf(sum, 'place')} of ${countOf(places.length, 'file')}`;
  if (isRefused) lines.push(`Not renamed: ${what} would change what the code means (see --force).`);
  else lines.push(`${input.write ? 'Renamed' : 'Would rename'} ${what}.`);
  const { candidates, texts } = countPlaces(renaming);
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
