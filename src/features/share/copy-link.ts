/** Links on the clipboard: of findings as they were chosen, and of one finding without its code. */

import { selectedFinding } from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { notify } from '../../kernel/notices';
import { copyText } from '../../platform';
import { type Extent, idsOf } from './collect';
import { makeLink } from './link';

/** Returns how many findings the link holds. */
export async function copyLinkTo(extent: Extent, withCode: boolean): Promise<number> {
  const ids = await idsOf(extent);
  if (ids.length === 0) throw new Error('There are no findings to share.');
  const link = await makeLink(ids, withCode);
  if (link === undefined) throw new Error('The findings do not fit into a link. Save a file instead.');
  await copyText(link.url);
  notify('success', `Link copied: ${formatCount(link.count)} of ${countOf(ids.length, 'finding')}.`);
  return link.count;
}

export async function copyFindingLink(): Promise<void> {
  const id = selectedFinding();
  if (id === undefined) return;
  const link = await makeLink([id], false);
  if (link === undefined) throw new Error('This finding is too long for a link. Share it as a file instead.');
  await copyText(link.url);
  notify('success', `Link copied: ${formatCount(link.url.length)} characters, no code inside.`);
}
