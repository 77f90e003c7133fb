/**
 * Which folders the folder filter offers: of all there are, those one step below what is chosen, or below the
 * folder that holds everything. So each click goes one level further in.
 */
import type { FacetValue } from '../../../workers/protocol';

/** The chosen folders, then the folders to go on with, the fullest first. */
export function folderChoices(folders: readonly FacetValue[], chosen: readonly string[]): FacetValue[] {
  const isChosen = (value: string) => chosen.includes(value);
  const bases = chosen.length > 0 ? chosen.filter((path) => path.endsWith('/')) : [commonFolder(folders)];
  const below = folders.filter(
    ({ value }) => !isChosen(value) && bases.some((base) => isChildOf(value, base)),
  );
  return [...folders.filter(({ value }) => isChosen(value)), ...below.sort((a, b) => b.count - a.count)];
}

/** `src/app/` is a child of `src/`, `src/app/x/` is not. */
function isChildOf(path: string, base: string): boolean {
  return (
    path.length > base.length && path.startsWith(base) && path.indexOf('/', base.length) === path.length - 1
  );
}

/** The deepest folder that holds all that is counted; '' if they part at the root. */
function commonFolder(folders: readonly FacetValue[]): string {
  const top = (base: string) => folders.filter(({ value, count }) => count > 0 && isChildOf(value, base));
  const most = Math.max(0, ...folders.map(({ count }) => count));
  let base = '';
  for (let children = top(base); children.length === 1; children = top(base)) {
    const [only] = children;
    if (!only || only.count < most || top(only.value).length === 0) break;
    base = only.value;
  }
  return base;
}
