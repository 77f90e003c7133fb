/** The operations of the page, as one list. No surface can know one that the others do not. */
import { createSignal } from 'solid-js';
import { normalizeKeys } from '../hotkeys';
import { appearsOn, isAvailable, type Operation, type Surface } from './operation';

const [registered, setRegistered] = createSignal<readonly Operation[]>([]);

/** The registered operations of a surface, in the order of their registration; a signal. */
export function operationsOn(surface: Surface): readonly Operation[] {
  return registered().filter((one) => appearsOn(one, surface));
}

/** Those that have default keys, for the help; a signal. */
export function boundOperations(): readonly Operation[] {
  return operationsOn('keys').filter(({ keys }) => keys !== undefined);
}

/**
 * Adds operations and returns a function that takes them out again.
 * @throws if an id or a key is taken: two owners of one key would make it a lottery.
 */
export function registerOperations(added: readonly Operation[]): () => void {
  const merged = [...registered(), ...added];
  refuseDuplicates(merged);
  setRegistered(merged);
  return () => setRegistered((all) => all.filter((one) => !added.includes(one)));
}

/** The operation with this id, if it is registered and can run now. */
export function findOperation(id: string): Operation | undefined {
  return registered().find((one) => one.id === id && isAvailable(one));
}

/** Throws with both names where two operations share an id or a key. */
export function refuseDuplicates(all: readonly Operation[]): void {
  const owners = new Map<string, string>();
  for (const { id, keys = [] } of all) {
    for (const claim of [`id ${id}`, ...keys.map((one) => `key ${normalizeKeys(one)}`)]) {
      const owner = owners.get(claim);
      if (owner !== undefined) throw new Error(`${claim} belongs to ${owner} and ${id}`);
      owners.set(claim, id);
    }
  }
}
