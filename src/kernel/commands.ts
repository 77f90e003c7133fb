/**
 * Everything a person can do, as one list. The palette, the shortcuts and the keyboard help are
 * projections of it, so none of them can know a command that the others do not.
 */
import { createSignal } from 'solid-js';
import { normalizeKeys } from './hotkeys';

/** One thing that can be done, wherever it is asked for. */
export interface Command {
  /** Feature and verb, such as `findings.next`. */
  id: string;
  title: string;
  /** Heading in the keyboard help and the palette. */
  group: string;
  /** Bindings such as `F8` or `Mod-Shift-m`; `Mod` is Ctrl, on a Mac Cmd. */
  keys?: string[];
  /** False hides the command and leaves its keys to the browser. */
  when?: () => boolean;
  /** Its keys work while a text field has the focus, too. */
  inTextFields?: boolean;
  run: () => void | Promise<void>;
}

const [registered, setRegistered] = createSignal<readonly Command[]>([]);

/** All registered commands, in the order of their registration; a signal. */
export function commands(): readonly Command[] {
  return registered();
}

/**
 * Adds commands and returns a function that takes them out again.
 * @throws if an id or a key is taken: two owners of one key would make it a lottery.
 */
export function registerCommands(added: Command[]): () => void {
  const merged = [...registered(), ...added];
  refuseDuplicates(merged);
  setRegistered(merged);
  return () => setRegistered((all) => all.filter((command) => !added.includes(command)));
}

/** The command with this id, if it is registered and can run now. */
export function findCommand(id: string): Command | undefined {
  return registered().find((command) => command.id === id && isAvailable(command));
}

/** Runs a command by its id; does nothing if it is not there or cannot run now. */
export async function runCommand(id: string): Promise<void> {
  await findCommand(id)?.run();
}

/** Whether the command can run now. */
export function isAvailable(command: Command): boolean {
  return command.when?.() ?? true;
}

/** Throws with both names where two commands share an id or a key. */
export function refuseDuplicates(all: readonly Command[]): void {
  const owners = new Map<string, string>();
  for (const command of all) {
    const claims = [`id ${command.id}`, ...(command.keys ?? []).map((keys) => `key ${normalizeKeys(keys)}`)];
    for (const claim of claims) {
      const owner = owners.get(claim);
      if (owner !== undefined) throw new Error(`${claim} belongs to ${owner} and ${command.id}`);
      owners.set(claim, command.id);
    }
  }
}
