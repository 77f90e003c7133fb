/**
 * How much of a project was read and checked. It hangs on every run and travels with whatever is listed, exported,
 * linked or exited with: "no findings" may be said of what is `whole` only.
 */
export type Completeness =
  | { state: 'whole' }
  /** `done` of `total` files were read and checked; `total` is 0 where the walk did not get far enough to know. */
  | { state: 'partial'; done: number; total: number; gaps: Gap[] }
  /** Nothing can be said of the project. */
  | { state: 'failed'; gap: Gap };

/** One reason why something was not read or not checked. */
export interface Gap {
  kind: GapKind;
  /** Files, folders or archive entries it is about; 0 where nobody can know. */
  count: number;
  /** What is missing and what to do about it, for people. */
  message: string;
  /** The first few of them by path, with what is wrong with each where that differs. */
  examples: string[];
}

export type GapKind =
  | 'cancelled' // a person ended the run
  | 'interrupted' // the tab, the browser or the machine ended it
  | 'listing' // a folder, or the root, could not be listed
  | 'unreadable' // a file or an entry of an archive could not be read
  | 'timed-out' // a file took longer than its budget and was cut off
  | 'too-deep' // a part of a file is nested deeper than the engine follows
  | 'no-grammar' // the grammar of a language could not be loaded
  | 'crashed' // the engine broke on a file
  | 'bad-rule' // a rule could not be used
  | 'not-loaded' // the engine, a worker or the built-in rules could not be loaded
  | 'not-stored' // results could not be stored
  | 'not-indexed' // rules about the project as a whole have not run, or do not know a file
  | 'unrecorded'; // an older version wrote this and did not note what it left out

/** One file, folder or archive entry that was not read or not checked whole. */
export interface Unchecked {
  path: string;
  isFolder: boolean;
  kind: GapKind;
  /** Why, in a short sentence for people. */
  detail: string;
}
