/**
 * The `assay` command. Starts nothing it does not need: `--version` loads neither engine nor rules, and
 * every command's code is loaded when it is called.
 */
import { AssayError } from '../../workers/protocol';
import { EXIT, EXIT_CODES, UsageError } from './errors';
import { VERSION } from './version';

const HELP = `Assay ${VERSION}: finds what is wrong in code.

  assay scan PATH… [options]   Scan files and folders
  assay batch CASES.jsonl      Check many rules against many files, one JSON line each
  assay --version              Print the version
  assay scan --help            Print the options of scan

${EXIT_CODES}
`;

async function run(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case '--version':
    case '-V':
      return print(`assay ${VERSION}\n`);
    case undefined:
      process.stderr.write(HELP);
      return EXIT.usage;
    case '--help':
    case '-h':
    case 'help':
      return print(HELP);
    case 'scan':
      return (await import('./scan')).scan(rest);
    case 'batch':
      return (await import('./batch')).batch(rest);
    default:
      throw new UsageError(`There is no command "${command}".`, 'See assay --help.');
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return EXIT.done;
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`assay: ${error.message}${error.help ? `\n  ${error.help}` : ''}\n`);
    return EXIT.usage;
  }
  if (error instanceof AssayError) {
    const { message, detail, help } = error.envelope;
    process.stderr.write(`assay: ${[message, detail, help].filter(Boolean).join('\n  ')}\n`);
    return EXIT.partial;
  }
  process.stderr.write(`assay: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.internal;
}

// A reader that has seen enough, such as `head`, closes the pipe: that ends the work and is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : report(error));
});

// Exits by hand: a worker thread that is stuck in a file must not keep the command alive.
run(process.argv.slice(2))
  .catch(report)
  .then((code) => {
    process.exitCode = code;
    if (process.stdout.writableLength === 0) process.exit(code);
    process.stdout.once('drain', () => process.exit(code));
  });
