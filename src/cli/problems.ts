/** What could not be done, on standard error: the file, the place, what is wrong and what to do. */
import type { Problem } from '../../workers/protocol';
import { visibleText } from '../share';
import { makeStyle } from './style';

/** Each problem once: a rule that fails in every file is told of once. */
export function printProblems(problems: Problem[]): void {
  const style = makeStyle(process.stderr.isTTY === true, process.env);
  const texts = problems.map((problem) => {
    const { kind, help } = problem;
    const label = kind === 'bad-rule' ? style.severity('high', 'error') : style.severity('medium', 'warning');
    return `${label} ${describe(problem)}${help ? `\n  ${help}` : ''}\n`;
  });
  for (const text of new Set(texts)) process.stderr.write(text);
}

function describe({ path, line, col, message }: Problem): string {
  const place = [path, line, col].filter((part) => part !== undefined).join(':');
  return visibleText(place ? `${place}: ${message}` : message);
}
