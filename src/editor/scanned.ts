/**
 * What is known of names is known of the text as it was scanned. While the text is edited, places are carried from one to
 * the other; nothing is said of what has been written since.
 */

import type { EditorState } from '@codemirror/state';
import { type ChangeDesc, ChangeSet, StateEffect, StateField, Text } from '@codemirror/state';
import type { NameSource } from './name-source';
import { offsetOf, type Place, placeAt } from './positions';

interface Scanned {
  doc: Text;
  /** From the scanned text to the present one. */
  changes: ChangeDesc;
}

/** The text is known in this form from now on. */
export const setScanned = StateEffect.define<string>();

export const scannedField = StateField.define<Scanned>({
  create: ({ doc }) => ({ doc, changes: ChangeSet.empty(doc.length).desc }),
  update(known, { changes, docChanged, effects, state }) {
    const set = effects.find((effect) => effect.is(setScanned));
    if (set) return between(textOf(state, set.value), state.doc);
    return docChanged ? { ...known, changes: known.changes.composeDesc(changes.desc) } : known;
  },
});

function textOf(state: EditorState, text: string): Text {
  return Text.of(text.split(state.lineBreak));
}

/** Two texts are alike before the first and behind the last place where they differ. */
function between(doc: Text, now: Text): Scanned {
  if (doc.eq(now)) return { doc, changes: ChangeSet.empty(doc.length).desc };
  const [a, b] = [doc.toString(), now.toString()];
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  let tail = 0;
  while (tail < most - from && a.charCodeAt(a.length - tail - 1) === b.charCodeAt(b.length - tail - 1))
    tail++;
  const change = { from, to: a.length - tail, insert: now.slice(from, b.length - tail) };
  return { doc, changes: ChangeSet.of(change, doc.length).desc };
}

const IN_NAME = /^[\p{L}\p{N}_$]{2}$/u;

/** The place in the scanned text; undefined where the name at it was written since. */
export function placeInScanned(state: EditorState, place: Place): Place | undefined {
  const { doc, changes } = state.field(scannedField);
  if (changes.empty) return place;
  const at = offsetOf(state.doc, place);
  const word = state.wordAt(at) ?? { from: at, to: at };
  let isNew = false;
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    // What was put between two names leaves both as they were.
    const isBetween = fromA === toA && !IN_NAME.test(doc.sliceString(Math.max(0, fromA - 1), fromA + 1));
    const touches = isBetween ? fromB < word.to && toB > word.from : fromB <= word.to && toB >= word.from;
    if (touches) isNew = true;
  });
  return isNew ? undefined : placeAt(doc, changes.invertedDesc.mapPos(at));
}

/** The place in the scanned text that is nearest. */
export function nearestInScanned(state: EditorState, place: Place): Place {
  const { doc, changes } = state.field(scannedField);
  if (changes.empty) return place;
  return placeAt(doc, changes.invertedDesc.mapPos(offsetOf(state.doc, place)));
}

/** Where a place of the scanned text is now. */
export function placeOfScanned(state: EditorState, place: Place): Place {
  const { doc, changes } = state.field(scannedField);
  if (changes.empty) return place;
  return placeAt(state.doc, changes.mapPos(offsetOf(doc, place)));
}

/** Asks about the names of the scanned text, for who speaks of the present one. */
export function throughEdits(source: NameSource, state: () => EditorState): NameSource {
  const now = <P extends Place>(name: P): P => ({ ...name, ...placeOfScanned(state(), name) });
  return {
    async card(place, signal) {
      const scanned = placeInScanned(state(), place);
      const card = scanned && (await source.card(scanned, signal));
      return card && now(card);
    },
    async sameNames(place, signal) {
      const scanned = placeInScanned(state(), place);
      return scanned ? (await source.sameNames(scanned, signal)).map(now) : [];
    },
    goToDefinition(place) {
      const scanned = placeInScanned(state(), place);
      if (scanned) source.goToDefinition(scanned);
    },
    listUses(place) {
      const scanned = placeInScanned(state(), place);
      if (scanned) source.listUses(scanned);
    },
  };
}
