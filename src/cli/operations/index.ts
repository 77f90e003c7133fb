/** Everything that the command can do; subcommands, flags and help are projections of this list. */
import type { Operation } from '../../kernel/operations/operation';
import type { TObject } from '../../kernel/operations/schema';
import { help, version } from './about';
import { batch } from './batch';
import { extract, inline, organiseImports } from './change-file';
import { config } from './config';
import { fix } from './fix';
import { init } from './init';
import { move } from './move';
import { make } from './new';
import { pack } from './pack';
import { ask, definition, refs, search, symbols } from './questions';
import { rename } from './rename';
import { rules } from './rules';
import { scan } from './scan';
import { test } from './test';

/** An operation of the command; its result is the exit code. */
export type RunnerOperation = Operation<TObject, number>;

export const runnerOperations: readonly RunnerOperation[] = [
  scan,
  fix,
  rename,
  move,
  extract,
  inline,
  organiseImports,
  rules,
  test,
  init,
  config,
  make,
  pack,
  symbols,
  definition,
  refs,
  search,
  ask,
  batch,
  version,
  help,
];

/** Other ways to call operations, as most commands have them. */
export const SPELLINGS: Readonly<Record<string, string>> = {
  '--version': 'version',
  '-V': 'version',
  '--help': 'help',
  '-h': 'help',
};

/** The operation that a first argument names. */
export function runnerOperation(name: string): RunnerOperation | undefined {
  const id = Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : name;
  return runnerOperations.find((one) => one.id === id);
}
