/** The rows of a list of places: a head for each file, and a row for each place below it. */

/** A place with the line that it stands in. */
export interface ListedPlace {
  line: number;
  col: number;
  length: number;
  text: string;
  /** Where the place begins in the text. */
  from: number;
}

/** Places of one file. */
export interface ListedFile<P extends ListedPlace = ListedPlace> {
  path: string;
  matches: readonly P[];
}

export type Row<P extends ListedPlace = ListedPlace> =
  | { kind: 'file'; file: ListedFile<P>; isOpen: boolean }
  | { kind: 'match'; file: ListedFile<P>; match: P };

/** Rows of files, those in `closed` without their matches. A file whose path alone fits has none. */
export function rowsOf<P extends ListedPlace>(
  files: readonly ListedFile<P>[],
  closed: ReadonlySet<string>,
): Row<P>[] {
  return files.flatMap((file): Row<P>[] => {
    const isOpen = !closed.has(file.path);
    const head: Row<P> = { kind: 'file', file, isOpen };
    if (!isOpen) return [head];
    return [head, ...file.matches.map((match): Row<P> => ({ kind: 'match', file, match }))];
  });
}

/** A row's place in its file. */
export function placeOf<P extends ListedPlace>(row: Row<P>): P | undefined {
  return row.kind === 'match' ? row.match : row.file.matches[0];
}

/** What stands before, in and after a match in its line. */
export function partsOf({ text, from, length }: ListedPlace): [string, string, string] {
  return [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
}
