/** Deletes a stored project after a moment in which it can be taken back. */
import { createSignal } from 'solid-js';
import type { Project } from '../../../workers/protocol';
import { removeProject } from '../../data';
import { dismiss, notify, notifyError } from '../../kernel/notices';
import { undoable } from '../../kernel/undo';

/** How long it can be taken back; ms. */
const GRACE_MS = 8000;
const [pending, setPending] = createSignal<ReadonlySet<number>>(new Set());

/** Ids of projects that are about to be deleted; a signal. */
export { pending };

/** Hides the project at once and deletes it unless the person takes it back. */
export function deleteSoon({ id, name }: Project): void {
  const keep = () => {
    clearTimeout(timer);
    setPending((all) => without(all, id));
  };
  const notice = notify(
    'info',
    `${name} deleted.`,
    undoable(keep, () => pending().has(id)),
  );
  const timer = setTimeout(async () => {
    dismiss(notice);
    try {
      await removeProject(id);
    } catch (error) {
      notifyError(error, `${name} could not be deleted`);
    }
    setPending((all) => without(all, id));
  }, GRACE_MS);
  setPending((all) => new Set([...all, id]));
}

function without(all: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return new Set([...all].filter((other) => other !== id));
}
