/** The processes of the browsers that a bench has started, as Linux shows them. */
import { readdirSync, readFileSync } from 'node:fs';

/** `kind` is `renderer` of a page with its workers; the browser's own process has no type and is named in words. */
export interface BrowserProcess {
  pid: number;
  kind: string;
}

/** All that this process and its children have started; none where the system does not tell. */
export function browserProcesses(): BrowserProcess[] {
  return withChildren(process.pid).flatMap((pid) => {
    const kind = kindOf(pid);
    return kind === undefined ? [] : [{ pid, kind }];
  });
}

/** Memory of all of them, what they share counted once; bytes. */
export function browserMemory(): number {
  const kilobytes = browserProcesses().map(({ pid }) =>
    Number(/^Pss:\s+(\d+)/m.exec(readProc(`${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, size) => sum + size, 0) * 1024;
}

/** Ids of a process's threads; none of one that is gone. */
export function threadIds(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function withChildren(pid: number): number[] {
  const children = threadIds(pid).flatMap((thread) => readProc(`${pid}/task/${thread}/children`).split(' '));
  return [pid, ...children.filter(Boolean).flatMap((child) => withChildren(Number(child)))];
}

/** Undefined of other programs. */
function kindOf(pid: number): string | undefined {
  const command = readProc(`${pid}/cmdline`);
  if (!/chrom/i.test(command.split('\0')[0] ?? '')) return undefined;
  return /--type=([\w-]+)/.exec(command)?.[1] ?? "the browser's own process";
}

/** The text of a file of `/proc`; empty of a process that is gone. */
export function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
