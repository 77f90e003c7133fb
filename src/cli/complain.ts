/** Says on standard error what ended the command, with nothing in it that could steer the terminal. */
import { AssayError } from '../../workers/protocol';
import { visibleText } from '../share';
import { EXIT, OutputError, UsageError } from './errors';

/** Answers with the exit code. */
export function complain(error: unknown): number {
  if (error instanceof UsageError) return say(error.message, error.help, EXIT.usage);
  if (error instanceof OutputError) return say(error.message, undefined, EXIT.internal);
  if (error instanceof AssayError) {
    const { message, detail, help } = error.envelope;
    return say(message, [detail, help].filter(Boolean).join(' '), EXIT.partial);
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`assay: internal error: ${trace.split('\n').map(visibleText).join('\n')}\n`);
  return EXIT.internal;
}

function say(message: string, help: string | undefined, code: number): number {
  process.stderr.write(`assay: ${visibleText(message)}${help ? `\n  ${visibleText(help)}` : ''}\n`);
  return code;
}
