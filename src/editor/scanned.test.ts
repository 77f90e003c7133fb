import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameSource } from './name-source';
import { offsetOf } from './positions';
import {
  nearestInScanned,
  placeInScanned,
  placeOfScanned,
  scannedField,
  setScanned,
  throughEdits,
} from './scanned';

const TEXT = 'first one\nsecond two\nthird three\n';
const start = (doc = TEXT) => EditorState.create({ doc, extensions: scannedField });
const edited = (state: EditorState, from: number, to: number, insert: string) =>
  state.update({ changes: { from, to, insert } }).state;

describe('places of a text that is edited', () => {
  it('are carried to the scanned text and back', () => {
    const state = edited(start(), 0, 0, 'zero\n\n');
    expect(placeInScanned(state, { line: 4, col: 8 })).toEqual({ line: 2, col: 8 });
    expect(placeOfScanned(state, { line: 3, col: 1 })).toEqual({ line: 5, col: 1 });
  });

  it('are not known where the name was written since', () => {
    const state = edited(start(), TEXT.indexOf('two'), TEXT.indexOf('two'), 'twenty');
    expect(placeInScanned(state, { line: 2, col: 10 })).toBeUndefined();
    expect(nearestInScanned(state, { line: 2, col: 10 })).toEqual({ line: 2, col: 8 });
    expect(placeInScanned(state, { line: 2, col: 2 })).toEqual({ line: 2, col: 2 });
  });

  it('are not known of the halves of a name', () => {
    const state = edited(start(), 2, 2, ' ');
    expect(placeInScanned(state, { line: 1, col: 1 })).toBeUndefined();
    expect(placeInScanned(state, { line: 1, col: 5 })).toBeUndefined();
  });

  it('lie behind and before what another text was found to differ in', () => {
    const state = start('first one\nsomething else\n\nthird three\n');
    const known = state.update({ effects: setScanned.of(TEXT) }).state;
    expect(placeInScanned(known, { line: 1, col: 7 })).toEqual({ line: 1, col: 7 });
    expect(placeInScanned(known, { line: 4, col: 7 })).toEqual({ line: 3, col: 7 });
    expect(placeOfScanned(known, { line: 3, col: 7 })).toEqual({ line: 4, col: 7 });
  });

  it('of untouched names say the same letters on both sides, whatever was typed', () => {
    const edit = fc.record({
      at: fc.nat(200),
      length: fc.nat(6),
      insert: fc.stringMatching(/^[a-z \n]{0,8}$/),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), fc.nat(200), (edits, at) => {
        let state = start();
        for (const { at, length, insert } of edits) {
          const from = at % (state.doc.length + 1);
          state = edited(state, from, Math.min(state.doc.length, from + length), insert);
        }
        const pos = at % (state.doc.length + 1);
        const line = state.doc.lineAt(pos);
        const place = placeInScanned(state, { line: line.number, col: pos - line.from + 1 });
        const word = state.wordAt(pos);
        if (!place || !word) return;
        const { doc } = state.field(scannedField);
        const from = offsetOf(doc, place) - (pos - word.from);
        expect(doc.sliceString(from, from + word.to - word.from)).toBe(state.sliceDoc(word.from, word.to));
      }),
      { numRuns: 500 },
    );
  });

  it('are asked about and answered as they are now', async () => {
    const state = edited(start(), 0, 0, '\n');
    const asked: unknown[] = [];
    const source: NameSource = {
      card: async () => undefined,
      sameNames: async (place) => {
        asked.push(place);
        return [{ line: 3, col: 1, length: 5, isWritten: false }];
      },
      goToDefinition: (place) => void asked.push(place),
      listUses: () => {},
    };
    const through = throughEdits(source, () => state);
    const names = await through.sameNames({ line: 3, col: 1 }, new AbortController().signal);
    through.goToDefinition({ line: 2, col: 1 });
    expect(asked).toEqual([
      { line: 2, col: 1 },
      { line: 1, col: 1 },
    ]);
    expect(names).toEqual([{ line: 4, col: 1, length: 5, isWritten: false }]);
  });
});
