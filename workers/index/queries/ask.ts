/** Which functions and types a question in plain words is about. */
import type { Answer } from '../query';

export const ask: Answer<'ask'> = (project, { words, limit }) => project.ask(words, limit, true);
