/** What archives are refused for, in words. */
import { AssayError } from '../protocol';

/** The error of an archive that cannot be read. */
export function brokenArchive(why: string, cause?: unknown): AssayError {
  return new AssayError({
    code: 'archive-broken',
    message: `The archive cannot be read: ${why}.`,
    ...(cause instanceof Error && cause.message ? { detail: cause.message } : {}),
    help: 'Download or pack it again, or unpack it yourself and drop the folder.',
  });
}

/** The error of an archive that unpacks to too much to be tried at all. */
export function tooLargeArchive(packed: number, allowed: number): AssayError {
  return new AssayError({
    code: 'archive-limit',
    message: `The archive of ${packed} bytes unpacks to more than ${allowed} bytes.`,
    detail: 'Archives that unpack to so much are refused, for they can fill the memory.',
    help: 'Unpack it yourself and drop the folder.',
  });
}
