/** Findings of runs, by their places; those that are there now can be read. */
import { For, type JSX, Show } from 'solid-js';
import type { ChangedFinding } from '../../../workers/protocol';
import { navigate, selectFinding } from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';

interface ChangedListProps {
  title: string;
  count: number;
  list: readonly ChangedFinding[];
  /** What leads on from here. */
  children?: JSX.Element;
}

export function ChangedList(props: ChangedListProps): JSX.Element {
  const more = () => props.count - props.list.length;
  return (
    <section class="runs-changes" aria-label={props.title}>
      <h3>
        {props.title} <span class="dim">{formatCount(props.count)}</span>
      </h3>
      <Show when={props.list.length > 0} fallback={<p class="dim">None.</p>}>
        <ul>
          <For each={props.list}>{(one) => <Place finding={one} />}</For>
        </ul>
      </Show>
      <Show when={more() > 0}>
        <p class="dim">and {countOf(more(), 'more finding')}</p>
      </Show>
      {props.children}
    </section>
  );
}

function Place(props: { finding: ChangedFinding }): JSX.Element {
  const read = () => {
    selectFinding(props.finding.id);
    navigate('/findings');
  };
  const text = () => `${visibleText(props.finding.path)}:${props.finding.line}`;
  return (
    <li>
      <Show when={props.finding.id > 0} fallback={<span>{text()}</span>}>
        <button type="button" class="runs-place" onClick={read}>
          {text()}
        </button>
      </Show>{' '}
      <span class="dim">{visibleText(props.finding.ruleId)}</span>
      <Show when={props.finding.formerPath}>
        {(path) => <span class="dim"> from {visibleText(path())}</span>}
      </Show>
    </li>
  );
}
