/** Opens rules that come from elsewhere: a link, a built-in rule, a file of the person's own. */
import { notify, replaceParams, rules } from '../../data';
import { notifyError } from '../../kernel/notices';
import { decodeRule, type WrittenRule } from '../../share';
import { openRule } from './state';

/** The link is taken out of the address: what becomes of the rule is kept elsewhere. */
export async function openLink(payload: string): Promise<void> {
  replaceParams({ rule: '' });
  const read = await decodeRule(payload);
  if (!read.ok) {
    notifyError(read.error, 'The rule was not opened');
    return;
  }
  openRule(read.value);
  notify('info', 'The rule of the link is open. It runs on your project only, and is saved when you say so.');
}

/** A rule that is loaded, with its cases, under an id of one's own; undefined if it is not there. */
export async function copyOf(id: string): Promise<WrittenRule | undefined> {
  const info = rules.infos().find((one) => one.id === id);
  if (!info) return undefined;
  const text = await rules.sourceOf(info.path, info.origin);
  if (text === undefined) return undefined;
  const own = info.origin === 'builtin' ? `my-${id.slice(id.lastIndexOf('/') + 1)}` : id;
  const cases = info.origin === 'builtin' ? ((await rules.casesOf(id)) ?? '') : '';
  const extension = info.path.endsWith('.toml') ? 'toml' : 'yml';
  return {
    path: `${own.replaceAll(/[^\w.-]+/g, '-')}.${extension}`,
    text: text.replaceAll(
      new RegExp(`^(\\s*(?:-\\s+)?id:\\s*)(["']?)${escaped(id)}\\2\\s*$`, 'gm'),
      `$1${own}`,
    ),
    cases,
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
