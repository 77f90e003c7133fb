/**
 * How much of a project a run has read and checked, from what was recorded of it. This is the one place that decides
 * what may be called whole; the page's store and the command line both ask it.
 */

import type {
  Completeness,
  ErrorEnvelope,
  Gap,
  GapKind,
  Problem,
  ProjectPass,
  RunStatus,
  SkippedFile,
  SkipReason,
  Unchecked,
} from '../protocol';

/** What is known of a run that is over. */
export interface RunFacts {
  status: Exclude<RunStatus, 'running'>;
  /** Whether the walk came to its end, so that `files` is all there is. */
  walked: boolean;
  /** Files the walk found. */
  files: number;
  /** Those of them that have a result, made or confirmed by this run. */
  answered: number;
  /** What was left out; only the reasons of `GAP_REASONS` count. */
  skipped: readonly Omit<SkippedFile, 'size'>[];
  /** What went wrong in the files of the run, each problem with its path. */
  problems: readonly Problem[];
  ruleProblems: readonly Problem[];
  /** What ended a failed run. */
  error?: ErrorEnvelope | undefined;
}

interface Reason {
  kind: GapKind;
  /** The sentence about so many of them. */
  say(count: number): string;
}

const many = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
const was = (count: number) => (count === 1 ? 'was' : 'were');

/** Reasons for leaving something out that nobody chose. All others are choices of the person or the project. */
const SKIPPED: Partial<Record<SkipReason, Reason>> = {
  unreadable: { kind: 'unreadable', say: (n) => `${many(n, 'file')} could not be read.` },
  encrypted: {
    kind: 'unreadable',
    say: (n) =>
      `${many(n, 'archive entry', 'archive entries')} ${was(n)} encrypted. Scan the unpacked folder.`,
  },
  unsupported: {
    kind: 'unreadable',
    say: (n) =>
      `${many(n, 'archive entry', 'archive entries')} ${n === 1 ? 'uses' : 'use'} an unsupported compression method. Scan the unpacked folder.`,
  },
  damaged: {
    kind: 'unreadable',
    say: (n) => `${many(n, 'archive entry', 'archive entries')} ${was(n)} damaged.`,
  },
  'archive-limit': {
    kind: 'unreadable',
    say: (n) =>
      `${many(n, 'archive entry', 'archive entries')} exceeded the archive limits. Scan the unpacked folder.`,
  },
  'unsafe-path': {
    kind: 'unreadable',
    say: (n) => `${many(n, 'path')} ${was(n)} skipped because ${n === 1 ? 'it is' : 'they are'} unsafe.`,
  },
};
const UNLISTED: Reason = { kind: 'listing', say: (n) => `${many(n, 'folder')} could not be read.` };

/** Problems that leave a part of a file unchecked. Others, such as a key of a rule that means nothing here, do not. */
const PROBLEMS: Partial<Record<string, Reason>> = {
  unreadable: { kind: 'unreadable', say: (n) => `${many(n, 'file')} could not be read.` },
  'timed-out': {
    kind: 'timed-out',
    say: (n) => `${many(n, 'file')} exceeded the time limit and ${was(n)} not fully checked.`,
  },
  'too-deep': {
    kind: 'too-deep',
    say: (n) => `${many(n, 'file')} ${was(n)} nested too deeply to be checked completely.`,
  },
  'no-grammar': {
    kind: 'no-grammar',
    say: (n) => `${many(n, 'file')} could not be parsed because a grammar did not load.`,
  },
  crashed: { kind: 'crashed', say: (n) => `The analysis crashed on ${many(n, 'file')}.` },
};

/** Skip reasons that make a run partial. */
export const GAP_REASONS = Object.keys(SKIPPED) as SkipReason[];

/** Everything that was not read, or not checked whole, each file once for each reason. */
export function uncheckedOf({ skipped, problems }: Pick<RunFacts, 'skipped' | 'problems'>): Unchecked[] {
  return [...reasonsByPath(skipped, problems)].map(({ path, isFolder, detail, reason }) => ({
    path,
    isFolder,
    kind: reason.kind,
    detail,
  }));
}

/** The completeness of a run that is over. */
export function completenessOf(facts: RunFacts): Completeness {
  const missed = reasonsByPath(facts.skipped, facts.problems);
  const rules = ruleGap(facts);
  const gaps = [...endGaps(facts), ...missedGaps(missed), ...(rules ? [rules] : [])];
  if (gaps.length === 0) return { state: 'whole' };
  const inFiles = new Set(missed.filter(({ isSkipped }) => !isSkipped).map(({ path }) => path));
  const done = facts.answered - inFiles.size;
  if (facts.status === 'failed' && done <= 0) return { state: 'failed', gap: gaps[0] as Gap };
  const left = new Set(
    missed.filter(({ isSkipped, isFolder }) => isSkipped && !isFolder).map(({ path }) => path),
  );
  return { state: 'partial', done, total: facts.walked ? facts.files + left.size : 0, gaps };
}

/** What is known of the rules about a project as a whole. */
export interface ProjectRuleFacts {
  /** Ids of those that are on. */
  wanted: readonly string[];
  /** What they did after the run; none if they have not run since. */
  pass: ProjectPass | undefined;
}

/** The completeness of a project in which rules about it as a whole are on, from that of its run over `files` files. */
export function withProjectRules(
  own: Completeness,
  files: number,
  { wanted, pass }: ProjectRuleFacts,
): Completeness {
  const gap = wanted.length > 0 ? projectGap(wanted, pass) : undefined;
  if (!gap || own.state === 'failed') return own;
  if (own.state === 'whole') return { state: 'partial', done: files, total: files, gaps: [gap] };
  return own.gaps.length === 0 ? own : { ...own, gaps: [...own.gaps, gap] };
}

function projectGap(wanted: readonly string[], pass: ProjectPass | undefined): Gap | undefined {
  if (!pass || wanted.some((rule) => !pass.rules.includes(rule))) {
    const message = 'The rules about the whole project have not run yet.';
    return { kind: 'not-indexed', count: 0, message, examples: [] };
  }
  const { missed, examples } = pass;
  if (missed === 0) return undefined;
  const message = `The rules about the whole project did not see ${many(missed, 'file')}.`;
  return { kind: 'not-indexed', count: missed, message, examples: examples.slice(0, EXAMPLES) };
}

/** Files that the rules about the whole project did not see. */
export function unseenByProjectRules({ wanted, pass }: ProjectRuleFacts): Unchecked[] {
  const paths = wanted.length > 0 ? (pass?.examples ?? []) : [];
  return paths.map((path) => ({ path, isFolder: false, kind: 'not-indexed', detail: '' }));
}

/** A run that is going on: nothing is missing for good, but nothing is whole. */
export const UNDER_WAY: Completeness = { state: 'partial', done: 0, total: 0, gaps: [] };

/** What an older version stored: it called whole what it had not read, so nothing of it is taken for whole. */
export function unrecorded(status: RunStatus): Completeness {
  if (status === 'running') return UNDER_WAY;
  const gap: Gap = {
    kind: 'unrecorded',
    count: 0,
    message: 'An older version of Assay ran this scan and did not record what it could not read.',
    examples: [],
  };
  const ended = status === 'done' ? [] : endGaps({ status, walked: false, files: 0, answered: 0 });
  return { state: 'partial', done: 0, total: 0, gaps: [...ended, gap] };
}

interface Missed {
  path: string;
  isFolder: boolean;
  isSkipped: boolean;
  detail: string;
  reason: Reason;
}

function reasonsByPath(skipped: RunFacts['skipped'], problems: RunFacts['problems']): Missed[] {
  const missed = new Map<string, Missed>();
  for (const { path, isFolder, reason: name, detail } of skipped) {
    const reason = isFolder && name === 'unreadable' ? UNLISTED : SKIPPED[name];
    if (reason) missed.set(`${name} ${path}`, { path, isFolder, isSkipped: true, detail, reason });
  }
  for (const { path, kind, message } of problems) {
    const reason = PROBLEMS[kind];
    if (!reason || path === undefined || missed.has(`${kind} ${path}`)) continue;
    missed.set(`${kind} ${path}`, { path, isFolder: false, isSkipped: false, detail: message, reason });
  }
  return [...missed.values()];
}

const EXAMPLES = 5;

function missedGaps(missed: readonly Missed[]): Gap[] {
  const groups = new Map<Reason, Missed[]>();
  for (const one of missed) groups.set(one.reason, [...(groups.get(one.reason) ?? []), one]);
  return [...groups].map(([{ kind, say }, ofReason]) => ({
    kind,
    count: ofReason.length,
    message: say(ofReason.length),
    examples: ofReason.slice(0, EXAMPLES).map(({ path, detail }) => (detail ? `${path}: ${detail}` : path)),
  }));
}

/** Rules that could not be used, here or in some file: nobody knows what they would have found. */
function ruleGap({ ruleProblems, problems }: RunFacts): Gap | undefined {
  const bad = new Map<string, string>();
  for (const { kind, ruleId, path, line, message } of [...ruleProblems, ...problems]) {
    if (kind === 'bad-rule') bad.set(ruleId ?? [path, line].join(':'), `${ruleId ?? path ?? ''}: ${message}`);
  }
  if (bad.size === 0) return undefined;
  const message = `${many(bad.size, 'rule')} could not be used.`;
  return { kind: 'bad-rule', count: bad.size, message, examples: [...bad.values()].slice(0, EXAMPLES) };
}

/** What the end of the run itself left open. */
function endGaps(facts: Pick<RunFacts, 'status' | 'walked' | 'files' | 'answered' | 'error'>): Gap[] {
  const { status, walked, files, answered, error } = facts;
  const left = walked ? files - answered : 0;
  const gap = (kind: GapKind, message: string, examples: string[] = []): Gap => ({
    ...{ kind, message, examples },
    count: left,
  });
  switch (status) {
    case 'cancelled':
      return [gap('cancelled', 'The scan was cancelled.')];
    case 'interrupted':
      return [gap('interrupted', 'The scan was interrupted.')];
    case 'failed':
      return [gap(kindOfError(error), sayError(error), error?.detail ? [error.detail] : [])];
    case 'done':
      if (!walked) return [gap('listing', 'The list of files is incomplete.')];
      return left > 0 ? [gap('not-stored', `The results of ${many(left, 'file')} were lost.`)] : [];
  }
}

function sayError(error: ErrorEnvelope | undefined): string {
  return error ? [error.message, error.help].filter(Boolean).join(' ') : 'The scan failed.';
}

const LISTING = new Set(['folder-unreadable', 'folder-empty', 'file-gone', 'not-listed']);
const STORING = /^(quota-|database-|storage-|store-)/;
const LOADING = new Set(['worker-unavailable', 'not-loaded', 'site-updated']);

function kindOfError(error: ErrorEnvelope | undefined): GapKind {
  const code = error?.code ?? '';
  if (LISTING.has(code) || code.startsWith('archive-')) return 'listing';
  if (STORING.test(code)) return 'not-stored';
  return LOADING.has(code) ? 'not-loaded' : 'crashed';
}
