/** A button that runs an operation, and not once more before that is over. It is not there where none can run. */
import { createSignal, type JSX, Show, splitProps } from 'solid-js';
import type { Operation } from '../kernel/operations/operation';
import { runOperation } from '../kernel/operations/run';
import type { Static, TObject } from '../kernel/operations/schema';
import { Button, type ButtonProps } from './Button';

interface OperationButtonProps<Input extends TObject, Result> extends Omit<ButtonProps, 'onClick'> {
  /** Undefined where it cannot run now. */
  operation: Operation<Input, Result> | undefined;
  input: Static<Input>;
  /** Called when it is over, with what came of it; undefined if it failed. */
  onDone?: (result: Result | undefined) => void;
}

export function OperationButton<Input extends TObject, Result>(
  props: OperationButtonProps<Input, Result>,
): JSX.Element {
  const [own, rest] = splitProps(props, ['operation', 'input', 'onDone', 'disabled']);
  const [busy, setBusy] = createSignal(false);
  const run = async (operation: Operation<Input, Result>) => {
    setBusy(true);
    const result = await runOperation(operation, own.input);
    setBusy(false);
    own.onDone?.(result);
  };
  return (
    <Show when={own.operation}>
      {(operation) => (
        <Button {...rest} disabled={busy() || own.disabled} onClick={() => void run(operation())} />
      )}
    </Show>
  );
}
