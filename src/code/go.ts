/** Goes to a place in the code of the project, so that Back leads to where one was. */
import { currentRoute, navigate, replaceParams } from '../data';
import type { Place } from '../editor';
import { type ActiveCode, activeCode } from './active';

export interface FilePlace extends Place {
  path: string;
}

let wantsFocus = false;

/** Whether the code that is shown next takes the focus: somebody has gone there. Asked once. */
export function takesFocus(): boolean {
  const wanted = wantsFocus;
  wantsFocus = false;
  return wanted;
}

/** Where the caret was in files that were left; of the session only. */
const left = new Map<string, Place>();

/** Where the caret was when a file was left; its beginning if that is not known. */
export function placeLeft(path: string): FilePlace {
  return { path, ...(left.get(path) ?? { line: 1, col: 1 }) };
}

/** Writes the place of the caret into the address of the file that is left; answers with its code. */
export function leaveFile(): ActiveCode | undefined {
  const { path, params } = currentRoute();
  if (path !== '/files' || params.path === undefined) return undefined;
  const code = activeCode();
  if (code?.path() === params.path) {
    left.set(params.path, code.caret());
    replaceParams(placeParams(code.caret()));
    return code;
  }
  // Its code is not shown yet: one would have been where the address leads to.
  const asked = placeFrom(params);
  if (asked) left.set(params.path, asked);
  return undefined;
}

/** Shows a file at a place. The place that is left is written into its own address first. */
export function goToPlace(to: FilePlace): void {
  const code = leaveFile();
  wantsFocus = true;
  navigate('/files', { path: to.path, ...placeParams(to) });
  if (to.path === code?.path()) {
    wantsFocus = false;
    code.goTo(to);
  }
}

/** A place as parameters of an address. */
export function placeParams({ line, col }: Place): { line: string; col: string } {
  return { line: String(line), col: col > 1 ? String(col) : '' };
}

/** The place that parameters of an address say; the first one of the text where they say none. */
export function placeFrom(params: Readonly<Record<string, string>>): Place | undefined {
  const [line, col] = [wholeFrom(params.line), wholeFrom(params.col)];
  return line === undefined ? undefined : { line, col: col ?? 1 };
}

function wholeFrom(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
