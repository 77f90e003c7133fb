/** The code that keys act on: the one with the focus, or else the one that was shown last. */
import { createSignal } from 'solid-js';
import type { MarkedFinding, NameQuestion, Place } from '../editor';
import type { HierarchyRoot } from './HierarchyTree';
import type { Peek } from './peek';

/** Code that is shown, as operations see it. */
export interface ActiveCode {
  path(): string;
  /** In the text as it was scanned. */
  caret(): Place;
  /** What is marked; from the caret to the caret where nothing is. */
  marked(): { from: Place; to: Place };
  /** Whether its text can be edited now. */
  isEditable(): boolean;
  /** The findings in the line of the caret, or in what is selected. */
  findingsAtCaret(): MarkedFinding[];
  /** Puts another text in the place of all, as one change that can be undone. */
  replaceAll(text: string): void;
  focus(): void;
  /** Scrolls to a place of the scanned text, puts the caret there and takes the focus. */
  goTo(place: Place): void;
  /** Shows what is known of the name at the caret. */
  showCard(): void;
  /** Asks for a name in a box at a place; undefined if nobody gives one. */
  askName(question: NameQuestion): Promise<string | undefined>;
  /** Shows a list of places below the code. */
  peek(shown: Peek): void;
  /** Shows what calls a function and what it calls, or types above and below one, below the code. */
  showHierarchy(of: HierarchyRoot): void;
}

const [all, setAll] = createSignal<readonly ActiveCode[]>([]);

/** The code that keys act on, if any is shown; a signal. */
export function activeCode(): ActiveCode | undefined {
  return all().at(-1);
}

/** It is shown now, or has the focus now. */
export function makeActive(code: ActiveCode): void {
  if (activeCode() !== code) setAll((list) => [...list.filter((one) => one !== code), code]);
}

/** It is no longer shown. */
export function leaveActive(code: ActiveCode): void {
  setAll((list) => list.filter((one) => one !== code));
}
