/**
 * The findings reader from outside: it parses, checks, stores and looks up, so that a file of a hundred
 * thousand findings never passes the page's thread.
 */
import type { ErrorEnvelope, Gate, Problem, RuleInfo, Severity } from '../../../workers/protocol';
import type { Read, Verdict } from '../../share';

/** What came of opening: findings that are stored now, an explanation, or a file of something else. */
export type Opened =
  | { kind: 'opened'; projectId: number }
  | { kind: 'failed'; error: ErrorEnvelope }
  | { kind: 'other' };

export interface FindingsReader {
  /** The store that all of it goes to; called once, before anything else. */
  useStore(port: MessagePort): Promise<void>;
  /** Opens dropped files if they hold findings; `known` are rules of which this release knows more than a sender. */
  openFiles(files: File[], known: RuleInfo[]): Promise<Opened>;
  /** Opens the payload of a share link. */
  openLink(text: string, known: RuleInfo[]): Promise<Opened>;
  /** The files of SARIF that a project came from, with what was decided of their results. */
  originals(projectId: number): Promise<Original[]>;
  /** Takes over what the files of a team say beyond what is decided here. */
  joinTeam(
    projectId: number,
    files: TeamFile[],
  ): Promise<{ taken: number; searches: number; problems: Problem[] }>;
  /** The file of a writer with what was decided and saved here since it was last written, and how much that is. */
  teamFile(
    projectId: number,
    files: TeamFile[],
    writer: string,
  ): Promise<{ file: Blob; decisions: number; searches: number }>;
  /** Tells that the file was written. */
  noteTeamSaved(projectId: number): Promise<void>;
  /** Keeps the baseline that a project brings; answers with what is wrong with it. */
  readBaseline(projectId: number, file: Uint8Array<ArrayBuffer>): Promise<Read<number>>;
  /** What is open now as a baseline, which is kept as the project's. */
  makeBaseline(projectId: number): Promise<{ file: Blob; count: number }>;
  /** What a project's gate says of what is open. */
  judge(projectId: number, gate: Exclude<Gate, 'unusable'>): Promise<GateWords>;
  /** Looks a shared project's findings up in a scanned one; undefined if the first one is none. */
  lookUp(request: LookUp): Promise<Comparison | undefined>;
}

/** What a gate says, in words: a headline, then the findings that broke it. */
export interface GateWords {
  state: Verdict['state'];
  lines: string[];
}

/** A file in which somebody keeps what was decided; without text where it is too large. */
export interface TeamFile {
  path: string;
  text?: string;
}

/** A file as it came, but for what was decided here. */
export interface Original {
  name: string;
  blob: Blob;
  /** What GitHub’s code scanning refuses of it or does not show. */
  limits: string[];
}

export interface LookUp {
  sharedId: number;
  checkoutId: number;
  /** Rules that ran there. */
  ruleIds: string[];
  known: RuleInfo[];
}

/** Where imported findings came from; kept beside their project. */
export interface Origin {
  /** The name of the file, or none of a link. */
  file?: string;
  kind: 'assay' | 'sarif' | 'json' | 'csv';
  tools: { name: string; version?: string }[];
}

export const originKey = (projectId: number) => `project.${projectId}.origin`;

export type OutcomeKind = 'here' | 'moved' | 'gone' | 'unknown';

/** What a comparison says of one finding. */
export interface Compared {
  severity: Severity;
  ruleId: string;
  /** Where the sender had it. */
  path: string;
  line: number;
  kind: OutcomeKind;
  /** Where it is now, and its id in the checkout's project. */
  now?: { path: string; line: number; id?: number };
  /** Why nothing is known. */
  reason?: string;
}

/** Shared findings beside a checkout. */
export interface Comparison {
  /** The project that was compared with, and its name. */
  checkoutId: number;
  checkoutName: string;
  /** Files with shared findings, and how many of them are in the checkout. */
  files: number;
  filesHere: number;
  /** False where the folder does not look like the same project: then nothing is said of the findings. */
  isSameProject: boolean;
  counts: Record<OutcomeKind, number>;
  /** The first of them; the findings view has all. */
  rows: Compared[];
}

export const comparisonKey = (sharedId: number) => `project.${sharedId}.lookup`;
/** In a checkout: the shared project that was looked up in it last. */
export const sharedKey = (checkoutId: number) => `project.${checkoutId}.compared`;

/** The setting with the searches that were saved in a project. */
export const searchesKey = (projectId: number) => `project.${projectId}.searches`;
