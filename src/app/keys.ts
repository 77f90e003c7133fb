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
  const typing = isTextField(event.composedPath()[0]);
  // A dialog on top has the keyboard to itself.
  if (document.querySelector('dialog[open]') !== null) return undefined;
  return boundOperations().find(
    (one) =>
      (!typing || one.inTextFields) && one.keys?.some((keys) => matchesKeys(keys, event)) && isAvailable(one),
  );
}

function isTextField(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

const NOT_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset']);
