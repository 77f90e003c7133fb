/** Why the rule matches at the chosen place, or which of its clauses fails there; and how much each clause leaves. */
import { createResource, For, type JSX, Show } from 'solid-js';
import { type Explanation, explain, type JudgedClause, type RuleSource } from '../../../workers/protocol';
import { whyAt } from '../../data';
import { countOf, formatCount, wordFor } from '../../kernel/format';
import { latestOnly } from '../../kernel/latest';
import { EmptyState } from '../../ui/EmptyState';
import { asked, type ChosenPlace } from './asked';
import { rulesNow, sourceNow, unreadable } from './state';

const SIGNS = { holds: '✓', fails: '✗', unknown: '?' } as const;
const SAID = { holds: 'holds', fails: 'fails', unknown: 'cannot be asked by itself' } as const;

export function WhyPane(): JSX.Element {
  const explainLatest = latestOnly(explainAll);
  const [told] = createResource(
    () => {
      const [place, rules] = [asked(), rulesNow()];
      const ids = [...new Set(rules.map(({ id }) => id))];
      return place && ids.length > 0 ? { place, ids, source: sourceNow() } : undefined;
    },
    (question) => explainLatest(question),
  );
  /** None while nothing can be said of the rule: what was said of the text before holds no more. */
  const shown = () => (unreadable() === undefined ? told.latest : undefined);
  return (
    <div class="workshop-why scroll">
      <Show
        when={shown()}
        fallback={
          <Show when={unreadable()} fallback={<ChoosePlace />}>
            {(why) => <EmptyState title="Nothing to explain">{why()}</EmptyState>}
          </Show>
        }
      >
        {(now) => (
          <>
            <p class="dim">
              {now().place.what}, line {now().place.from.line}:{' '}
              <code>{lineAt(now().place.code.text, now().place.from.line)}</code>
            </p>
            <Show when={now().error}>{(error) => <p class="workshop-wrong">{error()}</p>}</Show>
            <For each={now().all}>{(one) => <Explained told={one} />}</For>
            <Show when={now().left}>
              {(count) => (
                <p class="dim">
                  {countOf(count(), 'more rule')} of this file {wordFor(count(), 'is', 'are')} not explained.
                </p>
              )}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function ChoosePlace(): JSX.Element {
  return (
    <EmptyState title="Choose a place">
      Put the caret into a case, or into code under Matches, or select code there. You will see which clause
      of the rule is the first that fails at that place, and what each clause leaves of the file.
    </EmptyState>
  );
}

interface Question {
  place: ChosenPlace;
  ids: readonly string[];
  source: RuleSource;
}

/** So many rules of a file are explained. */
const MOST_RULES = 20;

async function explainAll({ place, ids, source }: Question, isStale: () => boolean) {
  const all: Explanation[] = [];
  const left = Math.max(0, ids.length - MOST_RULES);
  try {
    for (const id of ids.slice(0, MOST_RULES)) {
      if (!isStale()) all.push(await whyAt(source, id, place));
    }
    return { all, place, left };
  } catch (error) {
    return { all, place, left, error: explain(error).message };
  }
}

/** What is said where no clause fails. */
function nothingFails(clauses: readonly JudgedClause[]): string {
  if (clauses.length === 0) return 'This rule cannot be taken apart.';
  if (clauses.some(({ verdict }) => verdict === 'unknown'))
    return 'No clause that can be asked by itself fails here.';
  return 'Every clause holds here.';
}

function Explained(props: { told: Explanation }): JSX.Element {
  const failed = () => props.told.clauses[props.told.failed ?? -1];
  const captures = () => Object.entries(props.told.captures);
  return (
    <section aria-label={`Rule ${props.told.rule}`}>
      <h2>{props.told.rule}</h2>
      <p role="status" class="workshop-answer">
        <Show when={failed()} fallback={nothingFails(props.told.clauses)}>
          {(clause) => (
            <>
              <strong>{named(clause())}</strong> is the first clause that fails here
              {reason(clause(), props.told)}
            </>
          )}
        </Show>
      </p>
      <Show when={props.told.lost}>
        {(lost) => (
          <p>
            The data gets as far as line {lost().line}: <code>{lost().text}</code>. It is not followed from
            there.
          </p>
        )}
      </Show>
      <Show when={captures().length > 0}>
        <dl class="workshop-captures">
          <For each={captures()}>
            {([name, value]) => (
              <>
                <dt class="code">${name}</dt>
                <dd class="code truncate">{value}</dd>
              </>
            )}
          </For>
        </dl>
      </Show>
      <Clauses clauses={props.told.clauses} />
      <Show when={mostCutting(props.told.clauses)}>
        {(most) => (
          <p class="dim">
            {named(most().clause)} cuts most: it leaves {formatCount(most().clause.matches)} of{' '}
            {countOf(most().before, 'match', 'matches')} in this file.
          </p>
        )}
      </Show>
    </section>
  );
}

function Clauses(props: { clauses: readonly JudgedClause[] }): JSX.Element {
  return (
    <ol class="workshop-clauses">
      <For each={props.clauses}>
        {(clause) => (
          <li data-verdict={clause.verdict}>
            <span class="workshop-sign" aria-hidden="true">
              {SIGNS[clause.verdict]}
            </span>
            <span class="code">{clause.key}</span> <span class="code dim truncate">{clause.text}</span>
            <span class="dim number">
              {' '}
              line {clause.line} · {SAID[clause.verdict]}
              {clause.scope === 'file' ? ' in this file' : ''} · leaves {formatCount(clause.matches)}
            </span>
            <For each={clause.any}>{(branch) => <Clauses clauses={branch} />}</For>
          </li>
        )}
      </For>
    </ol>
  );
}

const named = ({ key, line }: JudgedClause) => `${key === 'flow' ? 'The flow of data' : key} (line ${line})`;

function reason(clause: JudgedClause, { nearest, word, there }: Explanation): string {
  const but = word === undefined ? '.' : `: it would match if ${word} were ${there || 'left open'}.`;
  if (clause.key === 'flow') {
    const lost = ': the data does not get from a source to this sink.';
    return nearest ? `${lost} A source that is not found is ${named(nearest)}${but}` : lost;
  }
  return nearest ? `; of its alternatives ${named(nearest)} is the nearest${but}` : but;
}

/** The clause that takes away most of what those before it leave. */
function mostCutting(clauses: readonly JudgedClause[]): { clause: JudgedClause; before: number } | undefined {
  let best: { clause: JudgedClause; before: number } | undefined;
  clauses.forEach((clause, at) => {
    const before = clauses[at - 1]?.matches ?? 0;
    if (clause.scope === 'file' || clauses[at - 1]?.scope === 'file') return;
    const cut = before - clause.matches;
    if (cut > 0 && (!best || cut > best.before - best.clause.matches)) best = { clause, before };
  });
  return best;
}

function lineAt(text: string, line: number): string {
  return (text.split('\n')[line - 1] ?? '').trim().slice(0, 160);
}
