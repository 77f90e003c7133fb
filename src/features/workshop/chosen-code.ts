/** The chosen code that the rule was made of, and which of its parts are metavariables. */
import { batch, createSignal } from 'solid-js';
import { type CodePart, dialectFor, patternBlock, patternOf } from './from-code';
import { openRule, written } from './state';

export interface ChosenCode {
  language: string;
  code: string;
}

const [chosen, setChosen] = createSignal<ChosenCode>();
/** What is a metavariable now. */
const [open, setOpen] = createSignal<readonly CodePart[]>([]);

/** Signals. */
export { open as openParts };

/** The rule is made of this code now. */
export function chooseParts(code: ChosenCode): void {
  setChosen(code);
  setOpen([]);
}

function blockOf({ language, code }: ChosenCode, parts: readonly CodePart[]): string {
  return patternBlock(dialectFor(language, code), patternOf(code, parts));
}

/** The code, for as long as its pattern stands in the rule as it was made. A signal. */
export function chosenCode(): ChosenCode | undefined {
  const now = chosen();
  return now && written().text.includes(blockOf(now, open())) ? now : undefined;
}

/** Has other parts be metavariables; the pattern in the rule follows. */
export function openOnly(parts: readonly CodePart[]): void {
  const now = chosenCode();
  if (!now) return;
  const { text } = written();
  const [before, after] = [blockOf(now, open()), blockOf(now, parts)];
  const at = text.indexOf(before);
  const rule = { ...written(), text: text.slice(0, at) + after + text.slice(at + before.length) };
  // At once, since what is shown depends on both.
  batch(() => {
    setOpen(parts);
    openRule(rule);
  });
}
