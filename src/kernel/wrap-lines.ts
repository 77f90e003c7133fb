/** Whether long lines of code go on below instead of beyond the edge; one choice for all views. */
import { createSetting, oneOfWords } from './settings';

const [choice, choose] = createSetting<'on' | 'off'>('wrap-lines', 'off', oneOfWords(['on', 'off']));

/** A signal. */
export function wrapsLines(): boolean {
  return choice() === 'on';
}

export function toggleWrapLines(): void {
  choose(wrapsLines() ? 'off' : 'on');
}
