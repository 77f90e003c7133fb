/** Over the list: the text filter, grouping and order; below them how many there are and what they are filtered by. */
import { For, type JSX, Show } from 'solid-js';
import type { GroupBy, SortBy } from '../../../workers/protocol';
import { findingsFilter, groupBy, setFindingsFilter, setGroupBy, setSortBy, sortBy } from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { findOperation } from '../../kernel/operations/registry';
import { Button, IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { OperationButton } from '../../ui/OperationButton';
import { roving } from '../../ui/roving';
import { SearchField } from '../../ui/SearchField';
import { Select } from '../../ui/Select';
import { describeChanges, lastChanges, showChanges } from './changes';
import {
  clearFilters,
  isFiltered,
  LIST_NAMES,
  toggleUnwanted,
  toggleWanted,
  unwanted,
  valueName,
  wanted,
} from './filters';
import { openTriage } from './triage-operations';

interface ToolbarProps {
  /** Undefined until the first answer. */
  shown: number | undefined;
  total: number;
  marked: number;
  onClearMarks: () => void;
  /** Down in the filter goes to the list. */
  onLeave: () => void;
  filterRef: (input: HTMLInputElement) => void;
  /** Opens the filters where they have no pane of their own. */
  onFilters: (() => void) | undefined;
}

/** Its parts have their places, whatever is filtered: nothing that is about to be clicked moves. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  return (
    <div class="pane-head" role="toolbar" aria-label="Filter and order" ref={roving}>
      <div class="findings-search" classList={{ folded: props.onFilters !== undefined }}>
        <TextFilter inputRef={props.filterRef} onLeave={() => props.onLeave()} />
        <Show when={props.onFilters}>
          {(open) => <IconButton label="Filters" icon={ICONS.filter} onClick={() => open()()} />}
        </Show>
        <Select label="Group" value={groupBy()} options={GROUPS} onChange={setGroupBy} />
        <Select label="Sort" value={sortBy()} options={SORTS} onChange={setSortBy} />
      </div>
      <div class="findings-strip">
        <span class="findings-count number dim">
          <Show when={props.shown !== undefined}>
            <Show when={isFiltered()} fallback={countOf(props.shown ?? 0, 'finding')}>
              {formatCount(props.shown ?? 0)} of {formatCount(props.total)}
              <span class="unseen"> findings</span>
            </Show>
          </Show>
        </span>
        <div class="findings-chips" tabindex="-1">
          <Show when={props.marked > 0}>
            <Chip label="Clear marks" onRemove={() => props.onClearMarks()}>
              {formatCount(props.marked)} marked
            </Chip>
            <OperationButton
              kind="quiet"
              operation={openTriage}
              input={{}}
              title="Decide about all that are marked"
            >
              Decide…
            </OperationButton>
            <OperationButton
              kind="quiet"
              operation={findOperation('fixes.review')}
              input={{}}
              title="Review the fixes of all that are marked"
            >
              Fix…
            </OperationButton>
          </Show>
          <Show when={findingsFilter().since !== undefined}>
            <Chip label="Remove filter Only new" onRemove={() => setFindingsFilter({ since: undefined })}>
              {findingsFilter().since === 0 ? 'New since the baseline' : 'New since a former scan'}
            </Chip>
          </Show>
          <FilterChips />
        </div>
        <Show when={lastChanges()}>
          {(changes) => (
            <OperationButton
              kind="quiet"
              class="findings-changes"
              operation={showChanges}
              input={{}}
              title="Findings that are new, gone or moved since the scan before"
            >
              {describeChanges(changes())}
            </OperationButton>
          )}
        </Show>
        <Button kind="quiet" class="findings-clear" disabled={!isFiltered()} onClick={clearFilters}>
          Clear all
        </Button>
      </div>
    </div>
  );
}

const GROUPS: readonly (readonly [GroupBy, string])[] = [
  ['rule', 'rule'],
  ['file', 'file'],
  ['severity', 'severity'],
  ['none', 'none'],
];
const SORTS: readonly (readonly [SortBy, string])[] = [
  ['severity', 'severity'],
  ['path', 'path'],
];

function TextFilter(props: {
  inputRef: (input: HTMLInputElement) => void;
  onLeave: () => void;
}): JSX.Element {
  // At once, with every key: the store answers one question at a time, and the latest one wins.
  const apply = (text: string) => setFindingsFilter({ text: text.trim() === '' ? undefined : text });
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      props.onLeave();
    } else if (event.key === 'Escape' && event.currentTarget.value !== '') {
      event.preventDefault();
      event.stopPropagation();
      event.currentTarget.value = '';
      apply('');
    }
  };
  return (
    <SearchField
      ref={props.inputRef}
      label="Filter findings by text"
      placeholder="Filter by text"
      value={findingsFilter().text ?? ''}
      onText={apply}
      onKeyDown={onKeyDown}
      keys="/"
    />
  );
}

/** Every filter value that is on, to be removed one by one. */
function FilterChips(): JSX.Element {
  const chips = () =>
    LIST_NAMES.flatMap((list) => [
      ...wanted(list).map((value) => ({
        name: valueName(list, value),
        flip: () => toggleWanted(list, value),
      })),
      ...unwanted(list).map((value) => ({
        name: `not ${valueName(list, value)}`,
        flip: () => toggleUnwanted(list, value),
      })),
    ]);
  return (
    <For each={chips()}>
      {({ name, flip }) => (
        <Chip label={`Remove filter ${name}`} onRemove={flip}>
          {name}
        </Chip>
      )}
    </For>
  );
}

function Chip(props: { label: string; onRemove: () => void; children: JSX.Element }): JSX.Element {
  return (
    <button
      type="button"
      class="chip on"
      title={props.label}
      aria-label={props.label}
      onClick={() => props.onRemove()}
    >
      <span class="truncate">{props.children}</span>
      <Icon path={ICONS.close} size={11} />
    </button>
  );
}
