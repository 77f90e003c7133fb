/** The last thing that was done, and how it is taken back. */
import { createSignal } from 'solid-js';
import type { NoticeAction } from './notices';

/** Takes something back. */
type TakeBack = () => void | Promise<void>;

interface Undoable {
  takeBack: TakeBack;
  /** Whether it can still be taken back. */
  isPossible: () => boolean;
}

const [last, setLast] = createSignal<Undoable>();

/** Notes how what was just done is taken back; the answer is the button that does it, for the notice that tells of it. */
export function undoable(takeBack: TakeBack, isPossible: () => boolean = () => true): NoticeAction {
  const done = { takeBack, isPossible };
  setLast(done);
  return { label: 'Undo', run: () => undoThis(done) };
}

/** Whether there is something to take back; a signal. */
export function canUndo(): boolean {
  return last()?.isPossible() ?? false;
}

/** Takes back what was done last. */
export async function undo(): Promise<void> {
  const done = last();
  if (done?.isPossible()) await undoThis(done);
}

/** Once only. What it does may itself be something to take back. */
async function undoThis(done: Undoable): Promise<void> {
  if (last() === done) setLast(undefined);
  await done.takeBack();
}
