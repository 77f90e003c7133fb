/** Something that takes a while and may fail, behind a button. */
import { type Accessor, createSignal } from 'solid-js';
import { notifyError } from './notices';

/** Whether one is under way, a signal; and what does one and tells if it failed: `doing` says what could not be done. */
export function createAttempt(): [
  Accessor<boolean>,
  (doing: string, act: () => Promise<void>) => Promise<void>,
] {
  const [busy, setBusy] = createSignal(false);
  const attempt = async (doing: string, act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      notifyError(error, doing);
    }
    setBusy(false);
  };
  return [busy, attempt];
}
