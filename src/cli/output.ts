/**
 * Writes what the command prints. A write may take less than it is given, on a disk that is full as on any other: every
 * one is completed or ends the command with an error, so that no report is cut off unseen.
 */
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { systemMessage } from '../../workers/intake/node';
import { OutputError } from './errors';

const STDOUT = 1;

/** Writes all of it. */
export function writeAll(file: number, bytes: Uint8Array, position: number | null = null): void {
  for (let at = 0; at < bytes.length; ) {
    const written = writeSync(file, bytes, at, bytes.length - at, position === null ? null : position + at);
    if (written === 0) throw new Error('nothing more can be written');
    at += written;
  }
}

/**
 * Writes a file in one step: others see the old one or the new one, never half of it. What is no ordinary file, such as a
 * pipe, is written as it stands.
 */
export async function replaceFile(
  path: string,
  write: (file: number) => Promise<void> | void,
): Promise<void> {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind && !kind.isFile()) {
    await writeInto(path, write);
    return;
  }
  // A link stays, and what it leads to is replaced; it may be done by the same people as before.
  const target = kind ? realpathSync(path) : path;
  const beside = `${target}.${process.pid}.tmp`;
  try {
    await writeInto(beside, async (file) => {
      await write(file);
      if (kind) fchmodSync(file, kind.mode & 0o7777);
      // After a power cut the new name must not lead to an empty file.
      fsyncSync(file);
    });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

async function writeInto(path: string, write: (file: number) => Promise<void> | void): Promise<void> {
  const file = openSync(path, 'w');
  try {
    await write(file);
  } finally {
    closeSync(file);
  }
}

/** Writes to standard output, as fast as it is taken. */
export async function print(text: string): Promise<void> {
  // Node's own stream to a file or a device does not complete a write that was cut short.
  const kind = fstatSync(STDOUT);
  if (!kind.isFIFO() && !kind.isSocket() && !process.stdout.isTTY) {
    printToFile(text);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(outputError(error)) : resolve()));
  });
}

function printToFile(text: string): void {
  try {
    writeAll(STDOUT, Buffer.from(text));
  } catch (error) {
    throw outputError(error);
  }
}

/** Why standard output takes no more. */
function outputError(error: unknown): OutputError {
  return new OutputError(
    (error as NodeJS.ErrnoException).code === 'EPIPE'
      ? 'The output was closed before everything was written.'
      : `Could not write the output: ${systemMessage(error)}`,
  );
}
