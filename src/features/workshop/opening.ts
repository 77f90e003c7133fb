/** Opens rules that come from elsewhere: a link, a loaded rule, a template. */

import { OWN_RULES, type RuleInfo } from '../../../workers/protocol';
import { currentRoute, navigate, notify, readFile, replaceParams, rules } from '../../data';
import { notifyError } from '../../kernel/notices';
import { undoable } from '../../kernel/undo';
import { casesPath, decodeRule, isTemplate, type WrittenRule } from '../../share';
import { keepVersion } from './history';
import { openRule, written } from './state';
import { withId } from './with-id';

/** Opens another rule. The one before comes back by undoing, and is among the versions, which outlive the tab. */
export function open(rule: WrittenRule, what: string, help?: string): void {
  const before = written();
  openRule(rule);
  if (currentRoute().path !== '/workshop') navigate('/workshop');
  const isSame = before.text === rule.text && before.cases === rule.cases && before.path === rule.path;
  if (isSame) return;
  if (!isTemplate(before)) keepVersion(before, Date.now());
  const takeBack = undoable(async () => openRule(before));
  notify('success', what, takeBack, help);
}

/** The link is taken out of the address: what becomes of the rule is kept elsewhere. */
export async function openLink(payload: string): Promise<void> {
  replaceParams({ rule: '' });
  const read = await decodeRule(payload);
  if (read.ok) {
    const help = 'It runs on your project only, and is saved when you say so.';
    open(read.value, 'The rule of the link is open.', help);
  } else notifyError(read.error, 'The rule was not opened');
}

/**
 * A rule that is loaded, with its cases; undefined if it is not there. One of the project's own is opened in its place, any other
 * is copied under ids of one's own.
 */
export async function loadedRule(id: string): Promise<WrittenRule | undefined> {
  const info = rules.infos().find((one) => one.id === id);
  if (!info) return undefined;
  const text = await rules.sourceOf(info.path, info.origin);
  if (text === undefined) return undefined;
  if (isOwn(info)) return ownRule(info.path, text);
  const cases = info.origin === 'builtin' ? ((await rules.casesOf(id)) ?? '') : '';
  const beside = rules.infos().filter(({ path, origin }) => path === info.path && origin === info.origin);
  const own = copyId(id);
  return {
    path: `${own.replaceAll(/[^\w.-]+/g, '-')}.${info.path.endsWith('.toml') ? 'toml' : 'yml'}`,
    text: beside.reduce((changed, one) => withId(changed, one.id, copyId(one.id)), text),
    cases,
  };
}

/** Whether a rule stands in the project's folder of rules for Assay. */
export function isOwn({ path, origin }: Pick<RuleInfo, 'path' | 'origin'>): boolean {
  return origin === 'project' && path.startsWith(`${OWN_RULES}/`);
}

/** Read anew where that can be done: it may have changed since the scan. */
async function ownRule(path: string, scanned: string): Promise<WrittenRule> {
  const [now, cases] = await Promise.all([readFile(path), readFile(casesPath(path))]);
  const rule = {
    path: path.slice(OWN_RULES.length + 1),
    text: now.kind === 'text' ? now.text : scanned,
    cases: cases.kind === 'text' ? cases.text : '',
  };
  // So that it may be written over by what is made of it.
  keepVersion(rule, Date.now());
  return rule;
}

const copyId = (id: string) => `my-${id.slice(id.lastIndexOf('/') + 1)}`;
