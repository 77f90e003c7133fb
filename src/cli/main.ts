/**
 * The `assay` command. Starts nothing it does not need: `--version` loads neither engine nor rules, and
 * every command's code is loaded when it is called.
 */
import { EXIT, EXIT_CODES, UsageError } from './errors';
import { VERSION } from './version';

const HELP = `Assay ${VERSION}: finds bugs and security holes in code.

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
      return say(`assay ${VERSION}\n`);
    case undefined:
      process.stderr.write(HELP);
      return EXIT.usage;
    case '--help':
    case '-h':
    case 'help':
      return say(HELP);
    case 'scan':
      return (await import('./scan')).scan(rest);
    case 'batch':
      return (await import('./batch')).batch(rest);
    default:
      throw new UsageError(`Unknown command "${command}".`, 'See assay --help.');
  }
}

async function say(text: string): Promise<number> {
  await (await import('./output')).print(text);
  return EXIT.done;
}

// Every write tells its own error to who waits for it; this keeps Node from ending the process before.
process.stdout.on('error', () => {});

// Exits by hand: a worker thread that is stuck in a file must not keep the command alive.
run(process.argv.slice(2))
  .catch(async (error) => (await import('./complain')).complain(error))
  .then((code) => process.exit(code));
