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
import { latestOnly } from '../../kernel/latest';
import { createSetting } from '../../kernel/settings';
import {
  type JudgedCase,
  judgeCase,
  pairCases,
  parseCases,
  type RuleCase,
  template,
  type WrittenRule,
} from '../../share';

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
  return sourceOf(written());
}

export const sourceOf = ({ path, text }: WrittenRule): RuleSource => ({ path, text, origin: 'user' });

export interface CaseResult extends JudgedCase {
  one: RuleCase;
  expected?: RuleCase;
  result: TriedResult;
}

export interface Judgement extends Pick<TriedRules, 'rules' | 'problems'> {
  /** The rule and the cases that this is about. */
  of: WrittenRule;
  cases: CaseResult[];
  /** Cases that were not tried, because there are so many. */
  untried: number;
}

/** So many cases are tried. */
const MOST_CASES = 500;

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

/** The rules whose text is written now; none where what is known is about another text. */
export function rulesNow(): Judgement['rules'] {
  const now = judgement();
  return now?.of.text === written().text ? now.rules : [];
}

/** What the cases of a rule say of it. */
export async function judge(rule: WrittenRule): Promise<Judgement> {
  const all = pairCases(parseCases(rule.cases));
  const pairs = all.slice(0, MOST_CASES);
  const codes = pairs.map(({ one: { language, code } }) => ({
    path: `case.${language}`,
    text: code,
    language,
  }));
  const tried = await tryRule(sourceOf(rule), codes);
  const cases = pairs.flatMap((pair, at): CaseResult[] => {
    const result = tried.codes[at];
    return result ? [{ ...pair, result, ...judgeCase(pair.one, result, pair.expected) }] : [];
  });
  const { rules, problems } = tried;
  return { of: rule, rules, problems, cases, untried: all.length - pairs.length };
}

/** Follows the rule for as long as its owner lives. */
export function followRule(): void {
  followCases();
  followProject();
}

function followCases(): void {
  const judgeLatest = latestOnly(judge);
  createEffect(
    on(written, (rule) => {
      judgeLatest(rule).then(
        (now) => {
          if (!now) return;
          setJudgement(now);
          setJudgeError(undefined);
        },
        (error: unknown) => setJudgeError(explain(error)),
      );
    }),
  );
}

/** The project that the matches are of. */
let askedProject: number | undefined;
/** So long nobody types before the project is asked; ms. */
const PAUSE_MS = 60;

function followProject(): void {
  const text = createMemo(() => written().text);
  createEffect(
    on([text, currentProjectId, textsVersion, opened], ([, projectId]) => {
      if (projectId !== askedProject) {
        // What another project has is nothing of this one.
        askedProject = projectId;
        setMatches(undefined);
        setMatchError(undefined);
        setShownFile(undefined);
      }
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
  if (projectId === undefined) return;
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
