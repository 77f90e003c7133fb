/** Runs the command whose key was pressed. One listener for the page, so that no two of them compete. */
import { type Command, commands, isAvailable } from '../kernel/commands';
import { matchesKeys } from '../kernel/hotkeys';
import { notifyError } from '../kernel/notices';

/** Starts listening; returns what stops it. */
export function dispatchKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandFor(event);
    if (command === undefined) return;
    event.preventDefault();
    void runSafely(command);
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

/** Runs a command and shows what it throws. */
export async function runSafely(command: Command): Promise<void> {
  try {
    await command.run();
  } catch (error) {
    notifyError(error, command.title);
  }
}

function commandFor(event: KeyboardEvent): Command | undefined {
  const typing = isTextField(event.composedPath()[0]);
  // A dialog on top has the keyboard to itself.
  if (document.querySelector('dialog[open]') !== null) return undefined;
  return commands().find(
    (command) =>
      (!typing || command.inTextFields) &&
      command.keys?.some((keys) => matchesKeys(keys, event)) &&
      isAvailable(command),
  );
}

function isTextField(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

const NOT_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset']);
