/** What archives and their entries are refused for, in words. */
import { AssayError, type SkipReason } from '../protocol';

/** The error of an archive that cannot be read. */
export function brokenArchive(why: string): AssayError {
  return new AssayError({
    code: 'archive-broken',
    message: `The archive could not be read: ${why}.`,
    help: 'Download or create it again, or unpack it and drop the folder.',
  });
}

/** The error of an archive without any entry: nothing can be said of it. */
export function emptyArchive(): AssayError {
  return new AssayError({
    code: 'archive-empty',
    message: 'The archive is empty.',
    help: 'Check that it is the right one.',
  });
}

/** The error of an archive in a format that is not read. */
export function unsupportedArchive(format: string): AssayError {
  return new AssayError({
    code: 'archive-unsupported',
    message: `Archives in ${format} format are not supported.`,
    help: 'Unpack it and drop the folder, or repack it as .zip or .tar.gz.',
  });
}

/** The error of an archive that unpacks to too much to be tried at all. */
export function tooLargeArchive(packed: number, allowed: number): AssayError {
  return new AssayError({
    code: 'archive-limit',
    message: `The archive (${packed} bytes) unpacks to more than ${allowed} bytes.`,
    detail: 'Archives this large are refused because they can use up all memory.',
    help: 'Unpack it and drop the folder.',
  });
}

/** The error of an entry that is not what its archive says it is; found when it is read. */
export function damagedEntry(why: string): AssayError {
  return new AssayError({ code: 'entry-damaged', message: why });
}

/** Under which reason something is left out that could not be read. */
export function unreadReason(error: unknown): SkipReason {
  const code = error instanceof AssayError ? error.envelope.code : undefined;
  if (code === 'archive-limit') return 'archive-limit';
  if (code === 'archive-unsupported') return 'unsupported';
  return code === 'entry-damaged' || code === 'archive-broken' ? 'damaged' : 'unreadable';
}
