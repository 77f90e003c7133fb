/**
 * The `assay` command: finds the operation that is called, reads its input from the arguments and runs it. Starts
 * nothing it does not need: every operation's code is loaded when it is called.
 */
import { fieldsOf } from '../kernel/operations/input';
import { EXIT, UsageError } from './errors';
import { readArguments } from './flags';
import { runnerOperation } from './operations';

async function run([name, ...rest]: string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write((await import('./help')).describeAll());
    return EXIT.usage;
  }
  const operation = runnerOperation(name);
  if (operation === undefined) throw new UsageError(`Unknown command “${name}”.`, 'See assay --help.');
  const hasInput = fieldsOf(operation.input).length > 0;
  const input = hasInput ? readArguments(operation, rest) : {};
  if (input === undefined) {
    const { describeOne } = await import('./help');
    await (await import('./output')).print(describeOne(operation));
    return EXIT.done;
  }
  // Who cancels ends the process.
  return operation.run(input, { signal: new AbortController().signal, progress: () => {} });
}

// Every write tells its own error to who waits for it; this keeps Node from ending the process before.
process.stdout.on('error', () => {});

// Exits by hand: a worker thread that is stuck in a file must not keep the command alive.
run(process.argv.slice(2))
  .catch(async (error) => (await import('./complain')).complain(error))
  .then((code) => process.exit(code));
