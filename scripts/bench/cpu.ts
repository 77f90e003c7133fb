/** What processors did for a browser, by part: seconds of all its processes and of the threads of its pages, as Linux counts them. */
import { browserProcesses, readProc, threadIds } from './processes';

/** Seconds by part. */
export type CpuSeconds = Record<string, number>;

const TICKS_PER_SECOND = 100;

/** Of the browsers that this process has started; nothing where the system does not tell. */
export function browserCpu(): CpuSeconds {
  const parts: CpuSeconds = {};
  for (const { pid, kind } of browserProcesses()) {
    for (const thread of threadsOf(pid)) {
      const part = kind === 'renderer' ? pagePart(thread.name) : kind;
      parts[part] = (parts[part] ?? 0) + thread.seconds;
    }
  }
  return parts;
}

/** What was added between two readings. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return Object.fromEntries(Object.entries(after).map(([part, s]) => [part, s - (before[part] ?? 0)]));
}

/** As a line of a report: the sum, then the parts that matter. */
export function describeCpu(parts: CpuSeconds): string {
  const sum = Object.values(parts).reduce((all, seconds) => all + seconds, 0);
  const shown = Object.entries(parts)
    .filter(([, seconds]) => seconds >= 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([part, seconds]) => `${part} ${seconds.toFixed(1)}`);
  return `${sum.toFixed(1)} s: ${shown.join(', ')}`;
}

function* threadsOf(pid: number): Generator<{ name: string; seconds: number }> {
  for (const thread of threadIds(pid)) {
    const stat = readProc(`${pid}/task/${thread}/stat`);
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    // Fields 14 and 15: ticks in user mode and in the kernel; proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    yield { name, seconds: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND };
  }
}

/** Threads of a page by what they are there for; names as Chromium gives them, cut to 15 characters. */
function pagePart(thread: string): string {
  if (thread.startsWith('DedicatedWorker')) return 'workers';
  if (thread.startsWith('ThreadPool')) return 'compiler and collector';
  if (thread.startsWith('Compositor')) return 'drawing';
  return thread.startsWith('Chrome_ChildIO') ? 'messages' : "page's thread";
}
