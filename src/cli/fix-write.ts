/** Writes fixed files, each in one step: at any moment a file is the old one or the new one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import type { FixedFile, Problem } from '../../workers/protocol';
import { replaceFile, writeAll } from './output';
import type { Place } from './paths';

/** Says of each file that could not be written why not. */
export async function writeFixed({ root }: Place, files: readonly FixedFile[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { path, before, after, applied } of files) {
    if (applied.length === 0) continue;
    try {
      const target = join(root, path);
      if (!Buffer.from(before).equals(readFileSync(target)))
        throw new Error('it has changed since it was read');
      await replaceFile(target, (file) => writeAll(file, after));
    } catch (error) {
      const message = `The fixed file could not be written: ${systemMessage(error)}.`;
      problems.push({ kind: 'unreadable', path, message });
    }
  }
  return problems;
}
