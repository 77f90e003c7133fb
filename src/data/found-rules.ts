/**
 * Rule files that the open project brings along. A scan finds them; they run only when the person says so, for this
 * visit or for good.
 */

import { createSignal } from 'solid-js';
import type { FoundRuleFile } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { dismiss, notify } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import { intake, store } from './backend';
import type { UserRuleFile } from './rules';

/** Whether rule files of the project run. */
export type RunFound = 'no' | 'this-visit' | 'always';

const [files, setFiles] = createSignal<readonly FoundRuleFile[]>([]);
const [choice, setChoice] = createSignal<RunFound>('no');
/** The project that all of this is about. */
let project: number | undefined;
/** Paths of the files that run. */
let inUse: readonly string[] = [];
/** What was offered and not taken, so that it is not offered at every scan. */
const declined = new Set<string>();
let notice: number | undefined;

const settingKey = (projectId: number) => `project.${projectId}.rule-files`;

/** The project's rule files that a scan is to run with. */
export async function projectRules(projectId: number): Promise<UserRuleFile[]> {
  await enter(projectId);
  withdraw();
  const own = await intake().ownRules();
  if (choice() === 'no') return own;
  const found = await intake().foundRules([...inUse]);
  return [...own, ...found.map(({ path, text }) => ({ path, text }))];
}

/** Looks through what a scan came by, and offers what is new. */
export async function offerFoundRules(projectId: number): Promise<void> {
  const found = await intake().foundRules();
  if (project !== projectId) return;
  setFiles(found);
  const fresh = found.filter(({ path }) => choice() === 'no' || !inUse.includes(path));
  const key = [projectId, ...fresh.map(({ path }) => path)].join('\n');
  if (fresh.length === 0 || declined.has(key)) return;
  declined.add(key);
  const run = (answer: RunFound) => () => callOperation('rules.run-found', { answer });
  notice = notify(
    'info',
    describe(fresh),
    [
      { label: countRules(fresh) === 1 ? 'Run it' : 'Run them', run: run('this-visit') },
      { label: 'Not now', run: () => undefined },
      { label: 'Always for this project', run: run('always') },
    ],
    nameSome(fresh),
  );
}

/** Says whether the files that were found run; a scan from now on goes by it. */
export async function runFoundRules(answer: RunFound): Promise<void> {
  if (project === undefined) return;
  withdraw();
  inUse = answer === 'no' ? [] : files().map(({ path }) => path);
  setChoice(answer);
  await store.setSetting(settingKey(project), answer === 'always' ? inUse.join('\n') : undefined);
}

/** Rule files of the open project; `files` and `choice` are signals. */
export const foundRules = { files, choice, run: runFoundRules };

/** Turns to a project, with what was said about it before. */
async function enter(projectId: number): Promise<void> {
  if (project === projectId) return;
  project = projectId;
  setFiles([]);
  const kept = await store.query('setting', { key: settingKey(projectId) });
  if (project !== projectId) return;
  inUse = kept?.split('\n') ?? [];
  setChoice(kept === undefined ? 'no' : 'always');
}

function withdraw(): void {
  if (notice !== undefined) dismiss(notice);
  notice = undefined;
}

function countRules(found: readonly FoundRuleFile[]): number {
  return found.reduce((sum, file) => sum + file.rules, 0);
}

function describe(found: readonly FoundRuleFile[]): string {
  const rules = countOf(countRules(found), 'rule');
  return `This project contains ${countOf(found.length, 'rule file')} with ${rules}.`;
}

const MOST_NAMED = 3;

function nameSome(found: readonly FoundRuleFile[]): string {
  const named = found.slice(0, MOST_NAMED).map(({ path }) => path);
  const more = found.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
