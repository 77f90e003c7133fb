/** Which functions and types a question in plain words is about. */
import type { Answer } from '../query';

export const ask: Answer<'ask'> = async (project, { words, limit, byMeaning }) => {
  if (byMeaning) await project.knowMeanings();
  return project.ask(words, limit, { withComments: true, byMeaning });
};
