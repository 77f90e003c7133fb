/** `assay organise-imports`, `extract` and `inline`: refactorings within one file. */
import { Analyser, fixFile } from '../../workers/analysis';
import { Intake } from '../../workers/intake';
import { DEFAULT_ANALYSIS_OPTIONS, type FixedFile, type RefactorOrder } from '../../workers/protocol';
import { movedPatch, printableJson, visibleText } from '../share';
import { placeOf } from './answers';
import { compileEngine, loadGrammar } from './assets';
import { editorConfigs } from './editor-configs';
import { EXIT, UsageError } from './errors';
import { writeWhole } from './fix-write';
import { openPlace } from './open-place';
import type { ExtractInput, InlineInput, OrganiseInput } from './operations/change-file';
import { print } from './output';
import { placeOf as folderOf } from './paths';
import { printProblems } from './problems';

/** Version of the JSON; a field may be added without a new one. */
const VERSION = 1;

export function organise({ path, file, ...how }: OrganiseInput): Promise<number> {
  return changeFile(path, file, { kind: 'organise-imports' }, how);
}

export function extract({ path, at, to, name, function: isFunction, ...how }: ExtractInput): Promise<number> {
  const { file, ...from } = placeOf(at);
  const [line, col] = /^([1-9]\d*):([1-9]\d*)$/.exec(to)?.slice(1).map(Number) ?? [];
  if (line === undefined || col === undefined) throw new UsageError(`${to} is no end; write LINE:COL.`);
  const kind = isFunction ? 'extract-function' : 'extract-variable';
  return changeFile(path, file, { kind, from, to: { line, col }, name }, how);
}

export function inline({ path, at, ...how }: InlineInput): Promise<number> {
  const { file, ...place } = placeOf(at);
  return changeFile(path, file, { kind: 'inline', at: place }, how);
}

interface How {
  dryRun?: boolean;
  write?: boolean;
  format?: 'diff' | 'json';
}

async function changeFile(root: string, path: string, order: RefactorOrder, how: How): Promise<number> {
  if (how.write && how.dryRun) throw new UsageError('Use one of --dry-run and --write.');
  const place = folderOf([root], root);
  const intake = new Intake();
  intake.openTree(await openPlace(place));
  const analyser = new Analyser(await compileEngine(), loadGrammar);
  analyser.loadRules({ sources: [], disabled: [], threatModels: [] });
  const { bytes, text } = await intake.raw(path);
  const file = { path, raw: bytes, text, editorConfigs: editorConfigs(place.root, path) };
  const fixed = await fixFile(analyser, file, { kind: 'refactor', order }, DEFAULT_ANALYSIS_OPTIONS);
  const unwritten = how.write ? await writeWhole(place, [fixed]) : [];
  printProblems(unwritten);
  await report(fixed, how);
  for (const { line, why } of fixed.refused) say(`${path}${line > 0 ? `:${line}` : ''}: ${why}`);
  if (fixed.refused.length > 0) return EXIT.findings;
  return unwritten.length > 0 ? EXIT.partial : EXIT.done;
}

async function report(fixed: FixedFile, { format, write }: How): Promise<void> {
  const patch = movedPatch(fixed);
  if (format === 'json') {
    const { path, refused } = fixed;
    const answer = { version: VERSION, path, patch, refused };
    await print(`${printableJson(JSON.stringify(answer))}\n`);
  } else if (format === 'diff' || !write) await print(patch);
}

function say(text: string): void {
  process.stderr.write(`assay: ${visibleText(text)}\n`);
}
