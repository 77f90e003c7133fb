/** A rule that somebody is writing: tried on code by an analysis worker, and on the whole project by the index worker. */
import {
  type AskedPlace,
  type ConvertedRule,
  type Explanation,
  type LearntRule,
  OWN_RULES,
  type RuleDialect,
  type RuleExample,
  type RuleHead,
  type RuleSource,
  type SearchPart,
  type ShownTrees,
  type TextAnswer,
  type TriedCode,
  type TriedRules,
} from '../../workers/protocol';
import { canWrite, createFile, hasFile, readBytes, removeFile, requestWrite, saveFile } from '../platform';
import { casesPath, type WrittenRule } from '../share';
import { pool } from './engine';
import { askFollowed } from './followed-index';
import { overtakeGuesses } from './names';
import { isAttached, openHandle } from './project';
import { rules } from './rules';

/** Matches of the project that are listed. */
const MOST = 5000;

/** The rule files that a rule refers to: the lists that come with Assay, where it names one. */
async function supportOf(source: RuleSource): Promise<RuleSource[]> {
  return /\bref:/.test(source.text) ? rules.lists() : [];
}

export async function tryRule(source: RuleSource, codes: TriedCode[]): Promise<TriedRules> {
  const support = await supportOf(source);
  return pool.shop((service) => service.tryRules([source], support, codes));
}

export function treesOf(code: TriedCode): Promise<ShownTrees> {
  return pool.shop((service) => service.trees(code));
}

/** Why a rule does or does not match at a place. */
export async function whyAt(source: RuleSource, rule: string, place: AskedPlace): Promise<Explanation> {
  const support = await supportOf(source);
  return pool.shop((service) => service.why(source, support, rule, place));
}

/** A rule in another dialect, tried on codes. */
export async function convertRule(
  source: RuleSource,
  head: RuleHead,
  to: RuleDialect,
  codes: TriedCode[],
): Promise<ConvertedRule> {
  const support = await supportOf(source);
  return pool.shop((service) => service.convert(source, support, head, to, codes));
}

/** A rule that finds what examples say; in Semgrep's dialect where that knows the language. */
export function learnRule(
  examples: RuleExample[],
  language: string,
  semgrepName: string | undefined,
): Promise<LearntRule> {
  return pool.shop((service) => service.learn(examples, language, semgrepName));
}

/** What rules find in the whole project, `first` before the other files. Rejects with `overtaken` if it was cancelled. */
export async function askProject(
  projectId: number,
  sources: RuleSource[],
  first: string | undefined,
  signal: AbortSignal,
  onPart: (part: SearchPart) => void,
): Promise<TextAnswer> {
  const support = (await Promise.all(sources.map(supportOf))).flat();
  const order = { sources: [...new Set(support), ...sources], disabled: [], limit: MOST };
  const ask = () =>
    askFollowed(projectId, signal, (index, revision) =>
      index.searchRules(revision, { ...order, ...(first !== undefined && { first }) }, signal, onPart),
    );
  return overtakeGuesses(ask);
}

/** What came of saving. */
export interface SavedRule {
  where: 'project' | 'download';
  /** Where it was saved: another name where a file of the wanted one is somebody else's. */
  path: string;
  /** Puts back what was there before; not of downloads. */
  takeBack?: () => Promise<void>;
}

/**
 * Writes a rule and its cases into the project, where scans find it; as files that the person puts there where the browser
 * writes into no folder. Must come from a click or a key, since the browser asks for the right to write. Nothing is written over
 * that is not kept elsewhere: where there is such a file, the next free name is taken.
 * @param isKept whether what stands in those files can be had again, or is there already
 */
export async function saveOwnRule(
  rule: WrittenRule,
  isKept: (there: WrittenRule) => boolean,
): Promise<SavedRule> {
  const folder = canWrite() && isAttached() ? openHandle() : undefined;
  if (folder === undefined || !(await requestWrite(folder))) {
    saveFile(nameOf(rule.path), new Blob([rule.text]));
    if (rule.cases.trim() !== '') saveFile(nameOf(casesPath(rule.path)), new Blob([rule.cases]));
    return { where: 'download', path: rule.path };
  }
  for (const path of freeNames(rule.path)) {
    const before = await filesIn(folder, path);
    const there = { path, text: before.text ?? '', cases: before.cases ?? '' };
    if ((before.text ?? before.cases) !== undefined && !isKept(there)) continue;
    const written = { text: rule.text, cases: rule.cases.trim() === '' ? undefined : rule.cases };
    await putFiles(folder, path, written);
    const takeBack = async () => {
      const now = await filesIn(folder, path);
      if (now.text !== written.text || now.cases !== written.cases)
        throw new Error(`${path} has been changed since it was saved.`);
      await putFiles(folder, path, before);
    };
    return { where: 'project', path, takeBack };
  }
  throw new Error(`There are too many files that are called like ${rule.path}.`);
}

/** What stands in the files of a rule; undefined where there is none. */
type There = { text: string | undefined; cases: string | undefined };

async function filesIn(folder: FileSystemDirectoryHandle, path: string): Promise<There> {
  const read = async (of: string) =>
    (await hasFile(folder, of)) ? new TextDecoder().decode(await readBytes(folder, of)) : undefined;
  const file = `${OWN_RULES}/${path}`;
  return { text: await read(file), cases: await read(casesPath(file)) };
}

async function putFiles(folder: FileSystemDirectoryHandle, path: string, files: There): Promise<void> {
  const file = `${OWN_RULES}/${path}`;
  const put = async (at: string, text: string | undefined) => {
    if (text !== undefined) await createFile(folder, at, new Blob([text]));
    else if (await hasFile(folder, at)) await removeFile(folder, at);
  };
  await put(file, files.text);
  await put(casesPath(file), files.cases);
}

/** The name, and then the same with a number. */
function* freeNames(path: string): Iterable<string> {
  yield path;
  const dot = path.lastIndexOf('.');
  for (let number = 2; number < 1000; number++) yield `${path.slice(0, dot)}-${number}${path.slice(dot)}`;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
