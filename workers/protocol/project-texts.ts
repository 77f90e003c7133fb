/** The kept texts of a project, as the index takes them in. */

/** A file of the last run with a text. */
export interface TextVersion {
  path: string;
  /** Empty where it has none. */
  language: string;
  hash: string;
  /** Whether its text is kept; else the folder has to be at hand to read it. */
  isKept: boolean;
}

/** A kept text. */
export interface PackedText {
  hash: string;
  /** UTF-8, deflated without header. */
  data: Uint8Array<ArrayBuffer>;
}
