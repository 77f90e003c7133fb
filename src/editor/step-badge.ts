/** What stands at the end of a line about a step, and the stretches that are drawn into the code. */
import { type Decoration, WidgetType } from '@codemirror/view';

/** A number in a disc if it has one, then what the step says. */
export class StepBadge extends WidgetType {
  constructor(
    readonly step: number | undefined,
    readonly message: string | undefined,
  ) {
    super();
  }

  override eq(other: StepBadge): boolean {
    return other.step === this.step && other.message === this.message;
  }

  toDOM(): HTMLElement {
    const badge = document.createElement('span');
    badge.className = 'cm-step';
    if (this.step !== undefined) {
      const number = badge.appendChild(document.createElement('span'));
      number.className = 'cm-step-number';
      number.textContent = String(this.step);
    }
    if (this.message) {
      const message = badge.appendChild(document.createElement('span'));
      message.className = 'cm-step-message';
      message.textContent = this.message;
    }
    return badge;
  }
}

/** Something drawn over a part of the code. */
export interface Stretch {
  from: number;
  to: number;
  decoration: Decoration;
}
