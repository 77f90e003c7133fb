/** Counts the matches of a search, and tells which of them is the selected one. */
import type { SearchQuery } from '@codemirror/search';
import type { EditorState } from '@codemirror/state';

/** More are not counted: that takes longer than a frame and helps nobody. */
export const MOST_MATCHES = 10_000;

export interface Matches {
  /** How many there are, at most `MOST_MATCHES`. */
  count: number;
  /** The selected one, from 1; 0 if none is selected. */
  current: number;
}

export function countMatches(query: SearchQuery, state: EditorState): Matches {
  const { from, to } = state.selection.main;
  const matches = query.getCursor(state);
  let [count, current] = [0, 0];
  for (let next = matches.next(); !next.done && count < MOST_MATCHES; next = matches.next()) {
    count++;
    if (next.value.from === from && next.value.to === to) current = count;
  }
  return { count, current };
}

/** The first match at or after a place, else the first of all. */
export function matchFrom(
  query: SearchQuery,
  state: EditorState,
  from: number,
): { from: number; to: number } | undefined {
  for (const start of [from, 0]) {
    const next = query.getCursor(state, start).next();
    if (!next.done) return next.value;
  }
  return undefined;
}
