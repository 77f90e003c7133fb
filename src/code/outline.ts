/** The outline of the file that is shown, and where in it the caret is. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { OutlineRow } from '../../workers/protocol';
import { askNames, currentProjectId, isScanning, namesVersion } from '../data';
import type { Place, ShownText } from '../editor';
import { partOfProject } from './peek';

/** What a file defines. */
export interface Outline {
  rows: readonly OutlineRow[];
  /** How much of the project is known; empty once that is all of it, and undefined before the first answer. */
  part: string | undefined;
}

const NOTHING: Outline = { rows: [], part: undefined };

/** What the shown text defines; asked again when the text or what is known of the project is another. */
export function createOutline(shown: Accessor<ShownText>): Accessor<Outline> {
  const [outline, setOutline] = createSignal(NOTHING);
  const path = () => shown().path;
  /** Once a scan is over the index follows the store step by step. */
  const known = createMemo(() => (isScanning() ? -1 : namesVersion()));
  createEffect(
    on([shown, currentProjectId, known], (_, before) => {
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      if (before?.[0].path !== path()) setOutline(NOTHING);
      askNames('outline', { path: path() }, stop.signal).then(
        (answer) => {
          if (!stop.signal.aborted)
            setOutline(answer ? { rows: answer.found, part: partOfProject(answer) } : NOTHING);
        },
        // The code is shown without its outline; who asks for more is told what is wrong.
        () => {},
      );
    }),
  );
  return outline;
}

/** The symbols around a place, the outermost first, by their places in the outline. */
export function around(rows: readonly OutlineRow[], place: Place): number[] {
  const found: number[] = [];
  rows.forEach(({ range: { start, end } }, at) => {
    const isAfterStart = place.line > start.line || (place.line === start.line && place.col >= start.col);
    const isBeforeEnd = place.line < end.line || (place.line === end.line && place.col <= end.col);
    if (isAfterStart && isBeforeEnd) found.push(at);
  });
  return found;
}

/** How many symbols a symbol lies in. */
export function depthOf(rows: readonly OutlineRow[], at: number): number {
  let depth = 0;
  // What something belongs to stands before it or after it, and never in itself; a damaged list ends all the same.
  for (let within = rows[at]?.within; within != null && depth < rows.length; within = rows[within]?.within) {
    depth += 1;
  }
  return depth;
}
