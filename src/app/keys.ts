/** Runs the operation whose key was pressed. One listener for the page, so that no two of them compete. */
import { matchesKeys } from '../kernel/hotkeys';
import { isAvailable, type Operation } from '../kernel/operations/operation';
import { boundOperations } from '../kernel/operations/registry';
import { startOperation } from '../kernel/operations/run';

/** Starts listening; returns what stops it. */
export function dispatchKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const operation = operationFor(event);
    if (operation === undefined) return;
    event.preventDefault();
    void startOperation(operation);
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

function operationFor(event: KeyboardEvent): Operation | undefined {
  const typing = isTyping(event);
  // A dialog on top has the keyboard to itself.
  if (document.querySelector('dialog[open]') !== null) return undefined;
  return boundOperations().find(
    (one) =>
      (!typing || one.inTextFields) && one.keys?.some((keys) => matchesKeys(keys, event)) && isAvailable(one),
  );
}

/** Whether the key is for the text that has the focus. Code that is edited leaves keys that write nothing to the page. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  if (!(target instanceof HTMLElement && target.isContentEditable)) return false;
  return !(event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key));
}

const NOT_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset']);
