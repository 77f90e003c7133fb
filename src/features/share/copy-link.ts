/** One finding as a link on the clipboard, without a dialog: no code goes along. */

import { currentProject, selectedFinding } from '../../data';
import { formatCount } from '../../kernel/format';
import { notify, notifyError } from '../../kernel/notices';
import { copyText } from '../../platform';
import { detailsOf } from './collect';
import { makeLink, shareOptions } from './link';

export async function copyFindingLink(): Promise<void> {
  const id = selectedFinding();
  const project = currentProject();
  if (id === undefined || project === undefined) return;
  try {
    const link = await makeLink(await detailsOf([id]), shareOptions(project, false));
    if (link === undefined)
      return void notify('warning', 'This finding is too long for a link. Share it as a file instead.');
    await copyText(link.url);
    notify('success', `Link copied: ${formatCount(link.url.length)} characters, no code inside.`);
  } catch (error) {
    notifyError(error, 'The link was not copied');
  }
}
