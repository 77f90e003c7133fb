/** The help of the command and of each operation, made from the list of operations. */
import { EXIT_CODES } from './errors';
import { describeFlags, describeUsage, hasFlags, inColumns } from './flags';
import { type RunnerOperation, runnerOperations, SPELLINGS } from './operations';
import { VERSION } from './version';

/** What `assay --help` prints. */
export function describeAll(): string {
  const calls = runnerOperations
    .filter(({ id }) => id !== 'help')
    .map((one) => [`  ${spelled(one)}`, one.title]);
  const helps = runnerOperations
    .filter(hasFlags)
    .map(({ id }) => [`  assay ${id} --help`, `Print the options of ${id}`]);
  return `Assay ${VERSION}: finds bugs and security holes in code.\n\n${inColumns([...calls, ...helps], 3)}\n\n${EXIT_CODES}\n`;
}

/** What `assay scan --help` prints. */
export function describeOne(operation: RunnerOperation): string {
  return `${describeUsage(operation)}\n\n${describeFlags(operation)}\n\n${EXIT_CODES}\n`;
}

function spelled(operation: RunnerOperation): string {
  const [short] = Object.entries(SPELLINGS).find(([, id]) => id === operation.id) ?? [];
  return short === undefined ? describeUsage(operation) : `assay ${short}`;
}
