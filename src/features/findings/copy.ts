/** Copies a text and says so, or why not. */
import { notify, notifyError } from '../../kernel/notices';
import { copyText } from '../../platform';

/** @param done what is said then, in a sentence */
export async function copy(text: string, done: string): Promise<void> {
  try {
    await copyText(text);
    notify('success', done);
  } catch (error) {
    notifyError(error, 'Nothing was copied');
  }
}
