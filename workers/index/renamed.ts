/** Where renamed things stand afterwards, to compare with what their new name refers to then. */
import type { Edit, Renaming } from '../protocol';

/** A place as lists name it; columns in UTF-16 units from 1. */
export interface RenamedPlace {
  file: string;
  line: number;
  col: number;
}

/** Where the new name stands after the changes that are certain, in the order of files and texts. */
export function placesAfter({ files }: Renaming, name: string): RenamedPlace[] {
  return files.flatMap(({ path, certain }) => {
    let [line, grown] = [0, 0];
    return certain.map(({ range, text }) => {
      if (range.start.line !== line) [line, grown] = [range.start.line, 0];
      const col = range.start.col + grown + within(text, name);
      grown += text.length - (range.end.col - range.start.col);
      return { file: path, line, col };
    });
  });
}

/** Where the name stands in what is written; `{ old: name }` has another one in front of it. */
function within(text: Edit['text'], name: string): number {
  return text.startsWith(name) ? 0 : text.lastIndexOf(name);
}
