/**
 * The shape of a `.assay.json` file, which is also what a share link holds: findings that travel without
 * their project. It outlives releases, so it is a shape of its own: a field may be added as optional in the
 * same version, and anything else makes a new version, whose reader keeps reading the old ones.
 * Positions are as everywhere: lines and columns from 1, columns in UTF-16 units, offsets in UTF-8 bytes.
 */
import type {
  Classes,
  Completeness,
  Confidence,
  Dialect,
  Doubt,
  FindingOrigin,
  FlowKind,
  Position,
  Severity,
} from '../../workers/protocol';

/**
 * The newest version this release reads, and the one it writes. 1: the first one. 2: findings may have the way of
 * their data, and rules may be Semgrep's; all of version 1 means the same in it. 3: findings have a status instead of
 * a suppression, and an identity instead of a fingerprint, which held the path.
 */
export const SHARE_VERSION = 3;

/** What tells the file from any other JSON. */
export const SHARE_FORMAT = 'assay-findings';

/** The whole file. */
export interface SharedDocument {
  format: typeof SHARE_FORMAT;
  version: typeof SHARE_VERSION;
  /** Name and version of the program that wrote it; for people. */
  generator: string;
  /** Name of the project, as the sender saw it. */
  project: string;
  /** Where the findings were read from, if they are not Assay's own. */
  source?: SharedSource;
  /** How much of the project was read and checked; not known of documents without it. */
  completeness?: Completeness;
  /** The rules of the findings; findings name them by their index. */
  rules: SharedRule[];
  files: SharedFile[];
}

/** A file of another program, or an export of Assay. */
export interface SharedSource {
  kind: (typeof SOURCE_KINDS)[number];
  /** The programs that found something, in the order of the file. */
  tools: { name: string; version?: string }[];
}

export const SOURCE_KINDS = ['sarif', 'json', 'csv'] as const;

/** A rule's face. */
export interface SharedRule extends Classes {
  id: string;
  /** The program that it belongs to, by the name in `source`; Assay where it is not given. */
  tool?: string;
  dialect: Dialect;
  languages: string[];
  /** The usual name of what it finds. */
  title?: string;
  /** None if its author switched it off. */
  severity?: Severity;
  /** The severity as its author wrote it. */
  nativeSeverity: string;
  /** What it says, metavariables not filled in. */
  message: string;
  /** Markdown; left out of links. */
  doc?: string;
  /** http or https. */
  url?: string;
  tags: string[];
}

/** A file with findings. */
export interface SharedFile {
  /** From the root of the project, with `/`; never absolute, never with `..`. */
  path: string;
  language?: string;
  findings: SharedFinding[];
  /** Lines around the findings; only where the sender chose to include code. */
  snippets?: SharedSnippet[];
}

/** Some whole lines of a file. */
export interface SharedSnippet {
  startLine: number;
  text: string;
}

/** A finding. */
export interface SharedFinding {
  /** Index into `rules`. */
  rule: number;
  severity: Severity;
  /** The language of the matched text. */
  language: string;
  start: Position;
  end: Position;
  /** Of documents before version 3: a fingerprint, which is nobody's identity any more. */
  identity: string;
  /** A short hash of rule and first matched line: finds the place again when the identity does not. */
  anchor: string;
  /** The message with metavariables filled in; without code the rule's own is shown. */
  message?: string;
  /** Why it is not to be looked at; open without. */
  status?: SharedStatus;
  /** What found it, where that is more than one file by itself. */
  origin?: Exclude<FindingOrigin, 'file'>;
  confidence?: Confidence;
  /** Why it is less sure than its rule. */
  doubt?: Doubt;
  /** It is known from before, and the newest run did not find it any more. */
  gone?: true;
  /** The way of the data from source to sink. */
  flow?: SharedStep[];
  /** Other ways that its program gave. */
  otherFlows?: SharedStep[][];
  /** What of the finding is code; only where the sender chose to include it. */
  code?: SharedCode;
}

/** What hides a finding. A comment is code, and so may be a reason that was given elsewhere. */
export type SharedStatus =
  | { kind: 'suppressed'; line: number; comment?: string }
  | { kind: 'dismissed'; step: string; why?: string };

/** A step of data on its way; what is said of it quotes the code, so it goes along only with code. */
export interface SharedStep {
  kind: FlowKind;
  /** Its file, where that is another one than the finding's. */
  path?: string;
  /** Of a source: where the data comes from, such as `remote`. */
  threat?: string;
  start: Position;
  end: Position;
  excerpt?: string;
  note?: string;
}

/** The parts of a finding that quote the code. */
export interface SharedCode {
  excerpt: string;
  metavars?: Record<string, { text: string; start?: Position; end?: Position }>;
  labels?: SharedLabel[];
  fix?: SharedFix;
  /** Other fixes that its program offered. */
  otherFixes?: SharedFix[];
}

/** A stretch of the finding's file and what to put in its place. */
export interface SharedFix {
  start: Position;
  end: Position;
  text: string;
  /** The code does the same afterwards. */
  isSafe?: boolean;
  /** What else has to change in the file. */
  also?: { start: Position; end: Position; text: string }[];
}

/** A place that explains a finding. */
export interface SharedLabel {
  style: 'primary' | 'secondary';
  message?: string;
  /** Its file, where that is another one than the finding's. */
  path?: string;
  start: Position;
  end: Position;
}
