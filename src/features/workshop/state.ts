/** The rule that is being written, what its cases say of it, and what it finds in the project. */
import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import {
  type ErrorEnvelope,
  explain,
  type FoundFile,
  type RuleSource,
  type TextAnswer,
  type TriedResult,
  type TriedRules,
} from '../../../workers/protocol';
import { askProject, currentProjectId, textsVersion, tryRule } from '../../data';
import { createSetting } from '../../kernel/settings';
import {
  type JudgedCase,
  judgeCase,
  pairCases,
  parseCases,
  type RuleCase,
  type WrittenRule,
} from '../../share';
import { template } from './templates';

/** Longer rules are not kept between visits. */
const MOST_KEPT = 300_000;

const kept = {
  read(text: string): WrittenRule | undefined {
    try {
      const read: unknown = JSON.parse(text);
      if (!Array.isArray(read) || !read.every((part) => typeof part === 'string')) return undefined;
      const [path = '', rule = '', cases = ''] = read;
      return { path, text: rule, cases };
    } catch {
      return undefined;
    }
  },
  write: ({ path, text, cases }: WrittenRule) =>
    text.length + cases.length > MOST_KEPT ? '' : JSON.stringify([path, text, cases]),
};

const [written, setWritten] = createSetting<WrittenRule>('workshop', template('semgrep', 'call'), kept);
/** Grows when another rule is opened, whose text takes the place of what is in the editors. */
const [opened, setOpened] = createSignal(0);

/** The rule as it is now. Signals. */
export { opened, written };

export function openRule(rule: WrittenRule): void {
  setWritten(rule);
  setOpened((last) => last + 1);
}

export function changeRule(patch: Partial<WrittenRule>): void {
  setWritten({ ...written(), ...patch });
}

/** The rule as the engine takes it. */
export function sourceNow(): RuleSource {
  return { path: written().path, text: written().text, origin: 'user' };
}

export interface CaseResult extends JudgedCase {
  one: RuleCase;
  expected?: RuleCase;
  result: TriedResult;
}

export interface Judgement extends Pick<TriedRules, 'rules' | 'problems'> {
  /** The text of the rule that this is about. */
  of: string;
  cases: CaseResult[];
}

const [judgement, setJudgement] = createSignal<Judgement>();
const [judgeError, setJudgeError] = createSignal<ErrorEnvelope>();
const [matches, setMatches] = createSignal<TextAnswer>();
const [matchError, setMatchError] = createSignal<ErrorEnvelope>();
const [isAsking, setAsking] = createSignal(false);
/** The file that is looked at; it is asked before the others. */
const [shownFile, setShownFile] = createSignal<string>();

/** What is known of the rule; what was known of it before while it is typed. Signals. */
export { isAsking, judgeError, judgement, matchError, matches, setShownFile, shownFile };

/** Why nothing can be said of what the rule finds: there is none, or it cannot be read. */
export function unreadable(): string | undefined {
  const now = judgement();
  if (!now) return undefined;
  if (now.problems.some(({ kind }) => kind === 'bad-rule'))
    return 'The rule has an error; what it finds is not known.';
  return now.rules.length === 0 ? 'There is no rule yet.' : undefined;
}

/** Follows the rule for as long as its owner lives. */
export function followRule(): void {
  followCases();
  followProject();
}

function followCases(): void {
  let isBusy = false;
  let isStale = false;
  let isOver = false;
  onCleanup(() => {
    isOver = true;
  });
  /** One try at a time, the latest text wins. */
  async function judge(): Promise<void> {
    if (isBusy) {
      isStale = true;
      return;
    }
    isBusy = true;
    do {
      isStale = false;
      const pairs = pairCases(parseCases(written().cases));
      const of = written().text;
      try {
        const codes = pairs.map(({ one }) => ({
          path: `case.${one.language}`,
          text: one.code,
          language: one.language,
        }));
        const tried = await tryRule(
          sourceNow(),
          codes.filter(({ language }) => language !== ''),
        );
        const cases = pairs.flatMap((pair, at): CaseResult[] => {
          const result = tried.codes[at];
          return result ? [{ ...pair, result, ...judgeCase(pair.one, result, pair.expected) }] : [];
        });
        setJudgement({ of, rules: tried.rules, problems: tried.problems, cases });
        setJudgeError(undefined);
      } catch (error) {
        setJudgeError(explain(error));
      }
    } while (isStale && !isOver);
    isBusy = false;
  }
  createEffect(on(written, () => void judge()));
}

/** So long nobody types before the project is asked; ms. */
const PAUSE_MS = 60;

function followProject(): void {
  const text = createMemo(() => written().text);
  createEffect(
    on([text, currentProjectId, textsVersion, opened], ([, projectId]) => {
      const stop = new AbortController();
      const begin = setTimeout(() => void ask(projectId, stop.signal), PAUSE_MS);
      onCleanup(() => {
        clearTimeout(begin);
        stop.abort();
      });
    }),
  );
}

async function ask(projectId: number | undefined, signal: AbortSignal): Promise<void> {
  if (projectId === undefined) {
    setMatches(undefined);
    return;
  }
  setAsking(true);
  let files: FoundFile[] = [];
  try {
    const answer = await askProject(projectId, [sourceNow()], shownFile(), signal, (part) => {
      if (signal.aborted) return;
      files = [...files.slice(0, part.from), ...part.files];
      setMatches(partial(files));
    });
    if (signal.aborted) return;
    setMatches(answer);
    setMatchError(undefined);
  } catch (error) {
    if (signal.aborted) return;
    setMatchError(explain(error));
  }
  setAsking(false);
}

function partial(files: FoundFile[]): TextAnswer {
  const total = files.reduce((sum, file) => sum + file.matches.length, 0);
  const found = { files, total, whole: false, excludesAll: [] };
  return { texts: 0, searchable: 0, elsewhere: 0, bytes: 0, elapsedMs: 0, found };
}
