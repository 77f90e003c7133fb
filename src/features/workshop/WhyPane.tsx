/** Why the rule matches at the chosen place, or which of its clauses fails there; and how much each clause leaves. */
import { createResource, For, type JSX, Show } from 'solid-js';
import { type Explanation, explain, type JudgedClause } from '../../../workers/protocol';
import { whyAt } from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { EmptyState } from '../../ui/EmptyState';
import { asked } from './asked';
import { judgement, sourceNow, written } from './state';

const SIGNS = { holds: '✓', fails: '✗', unknown: '?' } as const;
const SAID = { holds: 'holds', fails: 'fails', unknown: 'cannot be asked by itself' } as const;

export function WhyPane(): JSX.Element {
  const [told] = createResource(
    () => {
      const [place, rules] = [asked(), judgement()?.rules ?? []];
      return place && rules.length > 0
        ? { place, ids: rules.map(({ id }) => id), rule: written().text }
        : undefined;
    },
    async ({ place, ids }) => {
      try {
        const all = await Promise.all(
          [...new Set(ids)].slice(0, 20).map((id) => whyAt(sourceNow(), id, place)),
        );
        return { all, place };
      } catch (error) {
        return { all: [], place, error: explain(error).message };
      }
    },
  );
  return (
    <div class="workshop-why scroll">
      <Show
        when={told.latest}
        fallback={
          <EmptyState title="Choose a place">
            Put the caret into a case, or into code under Matches, or select code there. You will see which
            clause of the rule is the first that fails at that place, and what each clause leaves of the file.
          </EmptyState>
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
          </>
        )}
      </Show>
    </div>
  );
}

function Explained(props: { told: Explanation }): JSX.Element {
  const failed = () => props.told.clauses[props.told.failed ?? -1];
  const captures = () => Object.entries(props.told.captures);
  return (
    <section aria-label={`Rule ${props.told.rule}`}>
      <h2>{props.told.rule}</h2>
      <p role="status" class="workshop-answer">
        <Show when={failed()} fallback="Every clause holds here.">
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

function reason(clause: JudgedClause, { nearest, word }: Explanation): string {
  const but = word === undefined ? '.' : `: it would match if anything could stand in the place of ${word}.`;
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
