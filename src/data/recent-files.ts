/** Files of the open project that were looked at, the latest first; kept in this browser. */
import { createSetting } from '../kernel/settings';
import { currentProjectId } from './project';

/** Of all projects together. */
const MOST = 100;

interface Entry {
  projectId: number;
  path: string;
}

const [entries, setEntries] = createSetting<readonly Entry[]>('recent-files', [], {
  read: (text) => text.split('\n').flatMap(readEntry).slice(0, MOST),
  write: (all) => all.map(({ projectId, path }) => `${projectId} ${encodeURIComponent(path)}`).join('\n'),
});

/** A line of what is kept; anyone can edit it. */
function readEntry(line: string): Entry[] {
  const [, id, path] = /^(\d{1,15}) (\S+)$/.exec(line) ?? [];
  if (id === undefined || path === undefined) return [];
  try {
    return [{ projectId: Number(id), path: decodeURIComponent(path) }];
  } catch {
    return [];
  }
}

/** Paths of the open project; a signal. */
export function recentFiles(): string[] {
  return entries()
    .filter(({ projectId }) => projectId === currentProjectId())
    .map(({ path }) => path);
}

/** A file of the open project is looked at. */
export function noteRecentFile(path: string): void {
  const projectId = currentProjectId();
  if (projectId === undefined || recentFiles()[0] === path) return;
  const others = entries().filter((one) => one.projectId !== projectId || one.path !== path);
  setEntries([{ projectId, path }, ...others].slice(0, MOST));
}
