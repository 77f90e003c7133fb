/** The place that was chosen last, in a case or in a file: explanations and trees are about it. */
import { createSignal } from 'solid-js';
import type { AskedPlace } from '../../../workers/protocol';

export interface ChosenPlace extends AskedPlace {
  /** Where it is, in words. */
  what: string;
}

const [asked, setAsked] = createSignal<ChosenPlace>();

/** A signal. */
export { asked };

export function noteAsked(place: ChosenPlace | undefined): void {
  if (place) setAsked(place);
}
