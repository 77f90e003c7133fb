/** What fixes change, printed: as a patch or as JSON; and what became of them, on standard error. */
import type { FixedFile, Problem } from '../../workers/protocol';
import { countOf, patchOf, printableJson, visibleText } from '../share';
import { print } from './output';

/** Version of the JSON; a field may be added without a new one. */
const FIXES_VERSION = 1;

export interface HowPrinted {
  format: 'diff' | 'json' | undefined;
  write: boolean;
}

/** Whoever has the files written sees what changed in them; a patch is printed if it is asked for. */
export async function printFixes(files: readonly FixedFile[], { format, write }: HowPrinted): Promise<void> {
  if (format === 'json') await print(`${printableJson(JSON.stringify(toJson(files, write)))}\n`);
  else if (format === 'diff' || !write) for (const file of files) await print(patch(file));
}

function toJson(files: readonly FixedFile[], written: boolean) {
  const described = files.map((file) => {
    const { path, applied, refused } = file;
    return { path, applied, refused, patch: patch(file) };
  });
  return { version: FIXES_VERSION, written, files: described };
}

function patch({ path, before, after }: FixedFile): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return patchOf(path, decoder.decode(before), decoder.decode(after));
}

interface Told {
  write: boolean;
  unwritten: readonly Problem[];
  /** Fixes that are there for who asks for unsafe ones. */
  unsafe: number;
}

/** Says how many were applied, and of each refused one why. */
export function sayFixes(files: readonly FixedFile[], { write, unwritten, unsafe }: Told): void {
  for (const { path, refused } of files) {
    for (const { ruleId, line, why } of refused) say(`${path}:${line}: ${ruleId} was not fixed. ${why}`);
  }
  const failed = new Set(unwritten.map(({ path }) => path));
  const changed = files.filter(({ applied, path }) => applied.length > 0 && !failed.has(path));
  const fixes = changed.reduce((sum, { applied }) => sum + applied.length, 0);
  const refused = files.reduce((sum, one) => sum + one.refused.length, 0);
  const done = write ? 'Fixed' : 'Would fix';
  const parts = [`${done} ${countOf(fixes, 'finding')} in ${countOf(changed.length, 'file')}`];
  if (refused > 0) parts.push(`${countOf(refused, 'fix', 'fixes')} refused`);
  if (unsafe > 0) parts.push(`${countOf(unsafe, 'unsafe fix', 'unsafe fixes')} left out (see --unsafe)`);
  say(`${parts.join(', ')}.`);
}

function say(text: string): void {
  process.stderr.write(`assay: ${visibleText(text)}\n`);
}
