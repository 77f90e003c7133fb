/** The files that are open side by side in this tab, as long as the page lives. */
import { createEffect, createSignal, on } from 'solid-js';
import { goToPlace, placeLeft } from '../../code/go';
import { currentProjectId, currentRoute, replaceParams } from '../../data';

/** More would not be found again; the one that was looked at longest ago makes room. */
const MOST = 12;

/** In the order in which they were opened. */
const [paths, setPaths] = createSignal<readonly string[]>([]);
/** The latest first. */
let looked: readonly string[] = [];

/** Their paths; a signal. */
export { paths as openFiles };

/** Follows the file of the address for as long as its owner lives. */
export function followOpenFiles(): void {
  createEffect(
    on(currentProjectId, (project, before) => {
      if (before === undefined || project === before) return;
      setPaths([]);
      looked = [];
    }),
  );
  createEffect(() => {
    const { path } = currentRoute().params;
    if (path !== undefined && currentRoute().path === '/files') open(path);
  });
}

function open(path: string): void {
  looked = [path, ...looked.filter((one) => one !== path)];
  setPaths((all) => {
    if (all.includes(path)) return all;
    const oldest = all.length < MOST ? undefined : looked.findLast((one) => all.includes(one));
    return [...all.filter((one) => one !== oldest), path];
  });
}

/** Shows an open file where one was in it last. */
export function showFile(path: string): void {
  goToPlace(placeLeft(path));
}

/** Closes a file; the one that was looked at before it is shown in its place. */
export function closeFile(path: string): void {
  looked = looked.filter((one) => one !== path);
  setPaths((all) => all.filter((one) => one !== path));
  if (currentRoute().params.path !== path) return;
  const [next] = looked;
  if (next === undefined) replaceParams({ path: '', line: '', col: '' });
  else showFile(next);
}

/** Shows the open file after the shown one, or before it; behind the last comes the first. */
export function stepFile(by: 1 | -1): void {
  const all = paths();
  const at = all.indexOf(currentRoute().params.path ?? '');
  const next = all[(at + by + all.length) % all.length];
  if (next !== undefined) showFile(next);
}
