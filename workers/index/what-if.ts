/** Asks the project what would be if some of its files were others. */
import type { ChangedSource } from '../protocol';
import type { JoinedProject } from './joined';

/** Afterwards the project is what it was. */
export function whatIf<T>(
  project: JoinedProject,
  changes: readonly ChangedSource[],
  ask: (project: JoinedProject) => T,
): T {
  try {
    for (const { path, to } of changes) {
      project.setAside(path);
      if (to !== undefined) project.setAside(to);
    }
    for (const { path, to = path, language, text, summaries } of changes) {
      for (const summary of summaries) project.add({ ...summary, path: to, language });
      project.addText(to, language, text);
    }
    return ask(project);
  } finally {
    project.putBack();
  }
}
