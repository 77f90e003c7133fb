/** A rule that somebody is writing: tried on code by an analysis worker, and on the whole project by the index worker. */
import type {
  AskedPlace,
  Explanation,
  RuleSource,
  SearchPart,
  ShownTrees,
  TextAnswer,
  TriedCode,
  TriedRules,
} from '../../workers/protocol';
import { canWrite, createFile, requestWrite, saveFile } from '../platform';
import { casesPath } from '../share';
import { pool } from './engine';
import { askFollowed } from './followed-index';
import { overtakeGuesses } from './names';
import { currentProjectId, isAttached, openHandle } from './project';
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

/** Whether the open project's folder can be written into. */
export function canSaveOwnRule(): boolean {
  return currentProjectId() !== undefined && isAttached() && canWrite();
}

/**
 * Writes a rule and its cases into the project, where scans find it; as files that the person puts there where the browser
 * writes into no folder. Must come from a click or a key, since the browser asks for the right to write.
 */
export async function saveOwnRule(
  path: string,
  text: string,
  cases: string,
): Promise<'project' | 'download'> {
  const files = [
    { name: path, content: new Blob([text]) },
    ...(cases.trim() === '' ? [] : [{ name: casesPath(path), content: new Blob([cases]) }]),
  ];
  const folder = canSaveOwnRule() ? openHandle() : undefined;
  const isGranted = folder !== undefined && (await requestWrite(folder));
  for (const { name, content } of files) {
    if (isGranted) await createFile(folder, `${OWN_RULES}/${name}`, content);
    else saveFile(name, content);
  }
  return isGranted ? 'project' : 'download';
}

/** Where a project keeps rules for Assay. */
const OWN_RULES = '.assay/rules';
