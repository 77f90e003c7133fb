/** What is asked of and told about changing a file by fixes. */
import type { AnalysisOptions } from './analysis';
import type { Fix } from './engine';
import type { Summary } from './summaries';

/** Which fixes are applied. */
export type FixChoice =
  /**
   * Those of the findings that a check of the file finds, again and again until there is nothing more to fix. With
   * `findings` only those of these identities, and once; `once` says so of all, whatever is found afterwards.
   */
  | { kind: 'found'; rules?: string[]; findings?: string[]; unsafe: boolean; once?: boolean }
  /** These, for the text as it was analysed. */
  | { kind: 'given'; fixes: Fix[] }
  /** What a refactoring of the file changes. */
  | { kind: 'refactor'; order: RefactorOrder };

/** Code of a form is replaced: of a pattern as the search takes it, by a template with its metavariables. */
export interface RewriteChoice {
  kind: 'rewrite';
  pattern: string;
  rewrite: string;
}

/** A refactoring within one file; places are from 1, columns in UTF-16 units. */
export type RefactorOrder =
  | { kind: 'organise-imports' }
  | { kind: 'extract-variable' | 'extract-function'; from: FilePoint; to: FilePoint; name: string }
  | { kind: 'inline'; at: FilePoint };

interface FilePoint {
  line: number;
  col: number;
}

export interface FixOrder {
  path: string;
  choice: FixChoice | RewriteChoice;
  /** The hash of the bytes that the file was analysed with; if it has others nothing is changed. */
  hash?: string;
  /** The analysed text, UTF-8, to work on instead of the file: for a preview where its folder is not at hand. */
  text?: Uint8Array<ArrayBuffer>;
  options: AnalysisOptions;
}

export interface AppliedFix {
  /** The rule that it is of; empty for a change that was given. */
  ruleId: string;
  /** Where it started when it was made. */
  line: number;
  message: string;
  /** The code does the same afterwards. */
  isSafe: boolean;
}

/**
 * Why a fix was not applied: a refactoring changes nothing, or a template cannot be filled in, another one changes the same text, the result would have a syntax error, the finding would
 * still be there, the file is not what was analysed or not written in UTF-8, what comes of it could not be checked, or it
 * never comes to an end.
 */
export type Refusal =
  | 'cannot'
  | 'overlap'
  | 'syntax'
  | 'still-found'
  | 'changed'
  | 'encoding'
  | 'unchecked'
  | 'endless';

export interface RefusedFix extends AppliedFix {
  refusal: Refusal;
  /** The same in a sentence. */
  why: string;
}

/** A file with its fixes. */
export interface FixedFile {
  path: string;
  /** The bytes on disk, and what they are to become: the same where nothing is to be done. */
  before: Uint8Array<ArrayBuffer>;
  after: Uint8Array<ArrayBuffer>;
  applied: AppliedFix[];
  refused: RefusedFix[];
  /** The path that it gets, if that is another one. */
  to?: string;
  /** What the result tells others, if that was asked for and it was parsed. */
  summaries?: Summary[];
}
