/** What came of a case. */
export interface Verdict {
  id: string;
  suite: string;
  /** The language, or the kind of fault. */
  lang: string;
  /** What differs; empty if the case passes. */
  difference: string[];
}
