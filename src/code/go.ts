/** Goes to a place in the code of the project, so that Back leads to where one was. */
import { currentRoute, navigate, replaceParams } from '../data';
import type { Place } from '../editor';
import { activeCode } from './active';

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

/** Shows a file at a place. The place that is left is written into its own address first. */
export function goToPlace(to: FilePlace): void {
  const code = activeCode();
  const { path, params } = currentRoute();
  const isFile = path === '/files' && code !== undefined && params.path === code.path();
  if (isFile) replaceParams(placeParams(code.caret()));
  wantsFocus = true;
  navigate('/files', { path: to.path, ...placeParams(to) });
  if (isFile && to.path === code.path()) {
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
