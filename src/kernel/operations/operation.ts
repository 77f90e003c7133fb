/**
 * One thing that can be done, wherever it is asked for: what it is called, what it must be told, what it changes.
 * Palette, keys, menu, help and the command line are projections of lists of operations.
 */
import type { Static, TObject } from './schema';

/** Where operations appear, on all of them unless `notOn` says why not. */
export const SURFACES = ['palette', 'keys', 'menu', 'commandLine'] as const;
export type Surface = (typeof SURFACES)[number];

/**
 * What is different afterwards: nothing but what is shown; choices and results kept in this browser; what is thought of
 * findings; files of the project; something outside this program, such as a saved file or the clipboard.
 */
export type Changes = 'none' | 'settings' | 'triage' | 'files' | 'outside';

/** One value that an input may have. */
export interface Choice {
  value: string | number | boolean;
  title: string;
  note?: string;
}

/** Given to an operation that runs. */
export interface Run {
  /** Aborted when the person cancels it. */
  signal: AbortSignal;
  /** Says how much is done; from the first time on it is shown, with a way to cancel. */
  progress: (done: number, total: number) => void;
}

export interface Operation<Input extends TObject = TObject, Result = unknown> {
  /** Feature and verb, such as `findings.next`. */
  id: string;
  title: string;
  /** What it does, in a sentence. */
  description: string;
  /** Heading in the keyboard help and the palette. */
  group: string;
  input: Input;
  /** Inputs that it accepts; one at least where it has any. */
  examples?: readonly Static<Input>[];
  changes: Changes;
  /** Bindings such as `F8` or `Mod-Shift-m`; `Mod` is Ctrl, on a Mac Cmd. */
  keys?: readonly string[];
  /** Its keys work while a text field has the focus, too. */
  inTextFields?: boolean;
  /** False hides the operation and leaves its keys to the browser. */
  when?: () => boolean;
  /** Surfaces that it does not appear on, each with the reason. */
  notOn?: Partial<Record<Surface, string>>;
  /** The values to choose from where the schema does not list them, by field; they may depend on what was said before. */
  choices?: Partial<Record<string, (soFar: Readonly<Record<string, unknown>>) => Promise<Choice[]>>>;
  /** What is said when it fails; its title where this is missing. */
  failed?: string;
  run(input: Static<Input>, run: Run): Result | Promise<Result>;
}

/** An operation, its types inferred from the schema of its input. */
export function operation<Input extends TObject, Result>(
  described: Operation<Input, Result>,
): Operation<Input, Result> {
  return described;
}

/** Whether it appears on a surface. */
export function appearsOn({ notOn }: Operation, surface: Surface): boolean {
  return notOn?.[surface] === undefined;
}

/** Whether it can run now. */
export function isAvailable({ when }: Operation): boolean {
  return when?.() ?? true;
}
