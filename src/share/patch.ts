/** Changes of files as patches that `git apply` and `patch -p1` take. */
import { type StructuredPatchHunk, structuredPatch } from 'diff';

const CONTEXT = 3;
/** Texts that differ in more lines are replaced as a whole: comparing them would take the square of it. */
const MOST_CHANGES = 1_500;

/** The patch of one file; empty where both texts are the same. */
export function patchOf(path: string, before: string, after: string): string {
  if (before === after) return '';
  const hunks = hunksOf(before, after);
  const body = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => {
    const head = `@@ -${start(oldStart, oldLines)},${oldLines} +${start(newStart, newLines)},${newLines} @@`;
    return `${[head, ...lines].join('\n')}\n`;
  });
  return `--- ${nameOf('a', path)}\n+++ ${nameOf('b', path)}\n${body.join('')}`;
}

/** The patch of a file whose bytes are others afterwards, and perhaps its path; git alone reads that. */
export function movedPatch({ path, to, before, after }: MovedFile): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const [old, now] = [decoder.decode(before), decoder.decode(after)];
  if (to === undefined) return patchOf(path, old, now);
  const head = renamePatch({ from: path, to });
  const names = `--- ${nameOf('a', path)}\n+++ ${nameOf('b', to)}\n`;
  const body = patchOf(path, old, now);
  return body === '' ? head : head + names + body.split('\n').slice(2).join('\n');
}

/** The patch of a file or a link that only gets another path. */
export function renamePatch({ from, to }: { from: string; to: string }): string {
  return `diff --git ${nameOf('a', from)} ${nameOf('b', to)}\nrename from ${nameOf('', from)}\nrename to ${nameOf('', to)}\n`;
}

interface MovedFile {
  path: string;
  to?: string;
  before: Uint8Array;
  after: Uint8Array;
}

/** A side without lines is said to stand behind the line before it. */
function start(line: number, lines: number): number {
  return lines === 0 ? Math.max(0, line - 1) : line;
}

/** The lines in which two texts differ, with lines around; what lies close together is one. */
export function hunksOf(before: string, after: string, context = CONTEXT): StructuredPatchHunk[] {
  const options = { context, maxEditLength: MOST_CHANGES };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch !== undefined) return patch.hunks;
  const [removed, added] = [linesOf('-', before), linesOf('+', after)];
  const count = (lines: string[]) => lines.filter((line) => !line.startsWith('\\')).length;
  const lines = [...removed, ...added];
  return [{ oldStart: 1, oldLines: count(removed), newStart: 1, newLines: count(added), lines }];
}

function linesOf(sign: string, text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n').map((line) => sign + line);
  if (!text.endsWith('\n')) return [...lines, '\\ No newline at end of file'];
  return lines.slice(0, -1);
}

/** Names with odd characters are quoted as git does it; behind one with a blank a tab says where it ends. */
function nameOf(side: string, path: string): string {
  const name = side === '' ? path : `${side}/${path}`;
  if (!/["\\\p{Cc}]/u.test(name)) return name.includes(' ') ? `${name}\t` : name;
  const quoted = name.replace(/["\\\p{Cc}]/gu, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : octal(char),
  );
  return ['', quoted, ''].join('"');
}

function octal(char: string): string {
  const bytes = [...new TextEncoder().encode(char)];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
