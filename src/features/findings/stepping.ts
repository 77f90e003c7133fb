/**
 * Next and previous finding (F8, Shift F8), from anywhere in the page. The list registers itself while it
 * is shown; from another view the command goes to the list first.
 */
import { currentRoute, navigate } from '../../data';

export interface Stepper {
  step(by: 1 | -1): void;
  focusFilter(): void;
}

let shown: Stepper | undefined;
let waiting: ((stepper: Stepper) => void) | undefined;

/** Called by the list when it has rows to step through; returns what takes it away. */
export function registerStepper(stepper: Stepper): () => void {
  shown = stepper;
  waiting?.(stepper);
  waiting = undefined;
  return () => {
    if (shown === stepper) shown = undefined;
  };
}

function withList(action: (stepper: Stepper) => void): void {
  if (shown) {
    action(shown);
  } else {
    waiting = action;
    if (currentRoute().path !== '/findings') navigate('/findings');
  }
}

export const stepFinding = (by: 1 | -1): void => withList((stepper) => stepper.step(by));
export const focusFilter = (): void => withList((stepper) => stepper.focusFilter());
