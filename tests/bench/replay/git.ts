/** What the replay asks of a repository: its last commits, their files, and how git's own diff maps lines. */
import { execFileSync } from 'node:child_process';

/** Larger files are no code that people write. */
const MAX_BYTES = 1_000_000;
const MAX_OUTPUT = 1 << 30;

/** A file from one commit to the next, with the lines that were taken out and put in. */
export interface FileDiff {
  from: string;
  to: string;
  hunks: Hunk[];
}

/** Lines from 1; an empty side stands behind its line. */
export interface Hunk {
  from: number;
  removed: number;
  to: number;
  added: number;
}

export class Repository {
  constructor(readonly gitDir: string) {}

  #git(args: string[], input?: string): Buffer {
    const options = {
      input,
      maxBuffer: MAX_OUTPUT,
      stdio: ['pipe', 'pipe', 'ignore'] as ('pipe' | 'ignore')[],
    };
    return execFileSync('git', ['--git-dir', this.gitDir, '-c', 'core.quotePath=false', ...args], options);
  }

  /** The last commits of the main line, the oldest first. */
  commits(count: number): string[] {
    const list = this.#git(['log', '--first-parent', '--format=%H', `-${count}`, 'HEAD']);
    return list.toString().trim().split('\n').reverse();
  }

  /** The files of a commit: path to blob. */
  files(commit: string): Map<string, string> {
    const entries = this.#git(['ls-tree', '-r', '-l', '-z', commit]).toString().split('\0');
    const files = new Map<string, string>();
    for (const entry of entries) {
      const [, blob, size, path] = /^100\d+ blob (\w+)\s+(\d+)\t(.+)$/s.exec(entry) ?? [];
      if (blob && path && Number(size) <= MAX_BYTES) files.set(path, blob);
    }
    return files;
  }

  /** The bytes of blobs, in their order. */
  blobs(ids: readonly string[]): Buffer[] {
    if (ids.length === 0) return [];
    const output = this.#git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    const blobs: Buffer[] = [];
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf(0x0a, at);
      const size = Number(output.toString('latin1', at, end).split(' ')[2]);
      blobs.push(output.subarray(end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
    return blobs;
  }

  diff(from: string, to: string): FileDiff[] {
    return parseDiff(this.#git(['diff', '-M', '-U0', '--no-color', '--no-ext-diff', from, to]).toString());
  }
}

/** Reads git's unified diff without context. Files that were added or removed have no lines to map. */
export function parseDiff(text: string): FileDiff[] {
  const files: FileDiff[] = [];
  for (const part of text.split(/^(?=diff --git )/m)) {
    const named = (pattern: RegExp) => pattern.exec(part)?.[1];
    const from = named(/^rename from (.+)$/m) ?? named(/^--- a\/(.+?)\t?$/m);
    const to = named(/^rename to (.+)$/m) ?? named(/^\+\+\+ b\/(.+?)\t?$/m);
    if (from === undefined || to === undefined) continue;
    const hunks = [...part.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)];
    files.push({
      ...{ from, to },
      hunks: hunks.map(([, a, b = '1', c, d = '1']) => ({
        ...{ from: Number(a), removed: Number(b), to: Number(c), added: Number(d) },
      })),
    });
  }
  return files;
}

/** Where a line is after a diff; undefined if it was taken out or changed. */
export function mapLine(hunks: readonly Hunk[], line: number): number | undefined {
  let shift = 0;
  for (const { from, removed, added } of hunks) {
    if (removed === 0 ? line <= from : line < from) break;
    if (line < from + removed) return undefined;
    shift += added - removed;
  }
  return line + shift;
}
