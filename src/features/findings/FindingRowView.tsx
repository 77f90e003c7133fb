/** One finding in the list: what it says, where it is, and the code it is about. */

import { type JSX, Show } from 'solid-js';
import type { FindingRow, FindingState, GroupBy } from '../../../workers/protocol';
import { formatCount, splitPath } from '../../kernel/format';
import { plainMessage } from '../../kernel/inline-code';
import { InlineCode } from '../../ui/InlineCode';
import { SeverityIcon } from '../../ui/SeverityIcon';

interface FindingRowViewProps {
  id: number;
  /** Undefined while it is on its way from the store. */
  row: FindingRow | undefined;
  /** The row above it in its group. */
  above: FindingRow | undefined;
  /** px below the top of its group. */
  top: number;
  rowIndex: number;
  position: number;
  setSize: number;
  groupBy: GroupBy;
  /** The head of its group says what it would say. */
  isSaid: boolean;
  isSelected: boolean;
  isMarked: boolean;
  isActive: boolean;
  onPick: (event: MouseEvent) => void;
  onMark: () => void;
}

const STATE_NAMES: Record<FindingState, string> = {
  open: '',
  suppressed: 'suppressed',
  dismissed: 'dismissed',
  gone: 'no longer there',
  accepted: 'accepted',
  'false-positive': 'false positive',
  fixed: 'fixed',
};

export function FindingRowView(props: FindingRowViewProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the treegrid handles the keys of all its rows
    <div
      id={`finding-${props.id}`}
      class="finding-row"
      classList={{
        selected: props.isSelected,
        marked: props.isMarked,
        active: props.isActive,
        muted: props.row !== undefined && props.row.state !== 'open',
      }}
      role="row"
      aria-level={props.groupBy === 'none' ? 1 : 2}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected || props.isMarked}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={(event) => props.onPick(event)}
    >
      <Show when={props.row} fallback={<span class="finding-wait" role="gridcell" aria-label="Loading" />}>
        {(row) => (
          <>
            <span class="finding-mark" role="gridcell">
              <MarkBox {...props} />
              <SeverityIcon severity={row().severity} />
            </span>
            <Text {...props} row={row()} />
            <Side {...props} row={row()} />
          </>
        )}
      </Show>
    </div>
  );
}

/** Beside the severity, in a place of its own; for the mouse, Space does the same. */
function MarkBox(props: FindingRowViewProps): JSX.Element {
  const click = (event: MouseEvent) => {
    event.stopPropagation();
    props.onMark();
  };
  return <span class="finding-box" aria-hidden="true" title="Mark (Space)" onClick={click} />;
}

/** What its group or the row above has said already is not said again: then the code comes first. */
function Text(props: FindingRowViewProps & { row: FindingRow }): JSX.Element {
  const isRepeated = () =>
    props.isSaid || (props.above?.ruleId === props.row.ruleId && props.above.message === props.row.message);
  const leadsWithCode = () => isRepeated() && props.row.excerpt !== '';
  return (
    <span class="finding-text" role="gridcell" title={plainMessage(props.row.message)}>
      <Show
        when={leadsWithCode()}
        fallback={
          <span class="finding-message truncate">
            <InlineCode text={props.row.message} />
          </span>
        }
      >
        <span class="finding-message code truncate">{props.row.excerpt}</span>
        <span class="unseen">{plainMessage(props.row.message)}</span>
      </Show>
      <span class="finding-place code">
        <Place row={props.row} isInFile={props.groupBy === 'file'} />
        <Show when={!leadsWithCode()}>
          <span class="finding-excerpt truncate">{props.row.excerpt}</span>
        </Show>
      </span>
    </span>
  );
}

function Place(props: { row: FindingRow; isInFile: boolean }): JSX.Element {
  const path = () => splitPath(props.row.path);
  return (
    <Show
      when={!props.isInFile}
      fallback={<span class="finding-file">line {formatCount(props.row.line)}</span>}
    >
      <span class="finding-folder truncate">{path().folder}</span>
      <span class="finding-file">
        {path().name}:{props.row.line}
      </span>
    </Show>
  );
}

function Side(props: FindingRowViewProps & { row: FindingRow }): JSX.Element {
  return (
    <span class="finding-side" role="gridcell">
      <Show when={props.isSelected}>
        <span class="number dim">
          {formatCount(props.position)} / {formatCount(props.setSize)}
        </span>
      </Show>
      <Show when={STATE_NAMES[props.row.state]}>{(name) => <span class="finding-state">{name()}</span>}</Show>
      <Show when={props.row.hasFix && !props.isSelected}>
        <span class="finding-fix" title="This rule has a fix">
          fix
        </span>
      </Show>
    </span>
  );
}
