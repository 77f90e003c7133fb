/** The findings that the last scan has and the one before it had not, and the reverse. */
import { For, type JSX, Show } from 'solid-js';
import type { ChangedFinding } from '../../../workers/protocol';
import { selectFinding } from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { Dialog } from '../../ui/Dialog';
import { isListing, lastChanges, setListing } from './changes';
import './changes.css';

export function ChangesDialog(): JSX.Element {
  return (
    <Dialog open={isListing()} onClose={() => setListing(false)} title="Since the scan before" size="wide">
      <Show when={lastChanges()} fallback={<p>There is no earlier scan to compare with.</p>}>
        {(changes) => (
          <>
            <Changed title="New" count={changes().counts.new} list={changes().new} isThere />
            <Changed title="Gone" count={changes().counts.gone} list={changes().gone} />
            <Changed title="Moved" count={changes().counts.moved} list={changes().moved} isThere />
          </>
        )}
      </Show>
    </Dialog>
  );
}

interface ChangedProps {
  title: string;
  count: number;
  list: readonly ChangedFinding[];
  /** They can be read. */
  isThere?: boolean;
}

function Changed(props: ChangedProps): JSX.Element {
  const more = () => props.count - props.list.length;
  return (
    <section class="changes" aria-label={props.title}>
      <h3>
        {props.title} <span class="number dim">{formatCount(props.count)}</span>
      </h3>
      <Show when={props.list.length > 0} fallback={<p class="dim">None.</p>}>
        <ul>
          <For each={props.list}>{(one) => <Row finding={one} isThere={props.isThere === true} />}</For>
        </ul>
      </Show>
      <Show when={more() > 0}>
        <p class="dim">and {countOf(more(), 'more finding')}</p>
      </Show>
    </section>
  );
}

function Row(props: { finding: ChangedFinding; isThere: boolean }): JSX.Element {
  const read = () => {
    selectFinding(props.finding.id);
    setListing(false);
  };
  const text = () => (
    <>
      <span class="changes-place">
        {visibleText(props.finding.path)}:{props.finding.line}
      </span>{' '}
      <span class="dim">{visibleText(props.finding.ruleId)}</span>
      <Show when={props.finding.formerPath}>
        {(path) => <span class="dim"> from {visibleText(path())}</span>}
      </Show>
      <code class="truncate">{visibleText(props.finding.excerpt)}</code>
    </>
  );
  return (
    <li>
      <Show when={props.isThere} fallback={<div class="changes-row">{text()}</div>}>
        <button type="button" class="changes-row" onClick={read}>
          {text()}
        </button>
      </Show>
    </li>
  );
}
