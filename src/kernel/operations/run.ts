/** Runs operations: checks what they are given, shows how far they are, and tells what they throw. */
import { createSignal } from 'solid-js';
import { notify, notifyError } from '../notices';
import { inputProblems, missingFields } from './input';
import type { Operation } from './operation';
import { findOperation } from './registry';
import type { Static, TObject } from './schema';

/** An operation that is under way and has said how far it is. */
export interface Running {
  key: number;
  title: string;
  done: number;
  total: number;
  cancel: () => void;
}

/** An operation that waits to be told more. */
export interface Asked {
  operation: Operation;
  input: Readonly<Record<string, unknown>>;
}

const [running, setRunning] = createSignal<readonly Running[]>([]);
const [asked, ask] = createSignal<Asked>();
let lastKey = 0;

/** What runs now and takes a while; what waits for input, which the palette asks for, and what sets that. Signals. */
export { ask, asked, running };

/** Runs an operation for whoever pressed a key or chose it; what it has not been told is asked for. */
export async function startOperation(
  operation: Operation,
  input: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (missingFields(operation.input, input).length > 0) ask({ operation, input });
  else await runOperation(operation, input);
}

/** Starts the operation of this id, for who may not import it; nothing happens where it cannot run now. */
export async function callOperation(
  id: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const found = findOperation(id);
  if (found !== undefined) await startOperation(found, input);
}

/** Runs an operation with all its input. What goes wrong becomes a notice, and the answer is undefined. */
export async function runOperation<Input extends TObject, Result>(
  operation: Operation<Input, Result>,
  input: Static<Input>,
): Promise<Result | undefined> {
  const problems = inputProblems(operation.input, input as Record<string, unknown>);
  if (problems.length > 0) {
    notify('error', operation.title, undefined, problems.join(' '));
    return undefined;
  }
  const stop = new AbortController();
  const key = ++lastKey;
  const progress = (done: number, total: number) => {
    const now = { key, title: operation.title, done, total, cancel: () => stop.abort() };
    setRunning((all) => [...all.filter((one) => one.key !== key), now]);
  };
  try {
    return await operation.run(input, { signal: stop.signal, progress });
  } catch (error) {
    if (!stop.signal.aborted) notifyError(error, operation.failed ?? operation.title);
    return undefined;
  } finally {
    setRunning((all) => all.filter((one) => one.key !== key));
  }
}
