/** Asks the project questions that need texts which stay in the store: what was missed is read, and the question asked again. */
import type { JoinedProject } from './joined';

/** An answer, and how many texts it lacks because there was no room for all of them at once. */
export interface AnswerFromTexts<T> {
  found: T;
  missed: number;
}

export function withTexts<T>(
  project: JoinedProject,
  isOver: () => boolean,
  ask: () => T | Promise<T>,
): Promise<AnswerFromTexts<T>> {
  return project.textCount.elsewhere === 0
    ? Promise.resolve(ask()).then((found) => ({ found, missed: 0 }))
    : project.alone(() => askUntilThere(project, isOver, ask));
}

async function askUntilThere<T>(
  project: JoinedProject,
  isOver: () => boolean,
  ask: () => T | Promise<T>,
): Promise<AnswerFromTexts<T>> {
  const brought: string[] = [];
  try {
    for (let hasRoom = true; ; ) {
      const found = await ask();
      const missed = project.takeMissed();
      if (missed.length === 0 || !hasRoom || isOver()) return { found, missed: missed.length };
      const { there, rest } = await project.bring(missed);
      brought.push(...there);
      hasRoom = rest.length === 0;
    }
  } finally {
    project.letGo(brought);
  }
}
