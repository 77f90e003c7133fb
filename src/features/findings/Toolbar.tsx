/** Over the list: the text filter, what is filtered by (each to be taken off), grouping, order, and how many. */
import { For, type JSX, Show } from 'solid-js';
import type { GroupBy, Severity, SortBy } from '../../../workers/protocol';
import {
  findingsFilter,
  groupBy,
  type SessionFilter,
  setFindingsFilter,
  setGroupBy,
  setSortBy,
  sortBy,
} from '../../data';
import { formatCount } from '../../kernel/format';
import { languageName } from '../../kernel/language-names';
import { Button, IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { SearchField } from '../../ui/SearchField';
import { severityName } from '../../ui/SeverityIcon';
import { isFiltered } from './view-state';

interface ToolbarProps {
  shown: number;
  total: number;
  marked: number;
  onClearMarks: () => void;
  /** Down in the filter goes to the list. */
  onLeave: () => void;
  filterRef: (input: HTMLInputElement) => void;
  /** Opens the filters where they have no pane of their own. */
  onFilters: (() => void) | undefined;
}

export function Toolbar(props: ToolbarProps): JSX.Element {
  return (
    <div class="pane-head">
      <div class="findings-search">
        <TextFilter inputRef={props.filterRef} onLeave={() => props.onLeave()} />
        <Show when={props.onFilters}>
          {(open) => <IconButton label="Filters" icon={ICONS.filter} onClick={() => open()()} />}
        </Show>
      </div>
      <div class="findings-choices">
        <Chips />
        <Choice label="Group" value={groupBy()} options={GROUPS} onChange={setGroupBy} />
        <Choice label="Sort" value={sortBy()} options={SORTS} onChange={setSortBy} />
        <Count {...props} />
      </div>
    </div>
  );
}

const GROUPS: Record<GroupBy, string> = {
  rule: 'rule',
  file: 'file',
  severity: 'severity',
  none: 'not at all',
};
const SORTS: Record<SortBy, string> = { severity: 'severity', path: 'path' };

function Count(props: ToolbarProps): JSX.Element {
  return (
    <Show
      when={props.marked > 0}
      fallback={
        <span class="findings-count number dim">
          <Show when={isFiltered(findingsFilter())} fallback={formatCount(props.shown)}>
            {formatCount(props.shown)} of {formatCount(props.total)}
          </Show>
          <span class="unseen"> findings</span>
        </span>
      }
    >
      <span class="findings-count number">
        {formatCount(props.marked)} marked
        <Button kind="quiet" onClick={() => props.onClearMarks()}>
          Clear
        </Button>
      </span>
    </Show>
  );
}

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

function nameOf(list: string, value: string): string {
  if (list === 'severities') return severityName(value as Severity);
  return list === 'languages' ? languageName(value) : value;
}

/** Every filter value that is on, to be taken off one by one. */
function Chips(): JSX.Element {
  const lists = ['severities', 'rules', 'languages', 'paths', 'states'] as const;
  const chips = () =>
    lists.flatMap((list) => (findingsFilter()[list] ?? []).map((value) => ({ list, value: String(value) })));
  const remove = (list: (typeof lists)[number], value: string) => {
    const rest = ((findingsFilter()[list] ?? []) as string[]).filter((one) => one !== value);
    setFindingsFilter({ [list]: rest.length > 0 ? rest : undefined } as Partial<SessionFilter>);
  };
  return (
    <For each={chips()}>
      {({ list, value }) => (
        <button
          type="button"
          class="chip on"
          title={`Take off the filter ${value}`}
          aria-label={`Take off the filter ${nameOf(list, value)}`}
          onClick={() => remove(list, value)}
        >
          <span class="truncate">{nameOf(list, value)}</span>
          <Icon path={ICONS.close} size={11} />
        </button>
      )}
    </For>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: Record<T, string>;
  onChange: (value: T) => void;
}

function Choice<T extends string>(props: ChoiceProps<T>): JSX.Element {
  const entries = () => Object.entries(props.options) as [T, string][];
  return (
    <label class="chip choice">
      <span>{props.label}:</span>
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value as T)}>
        <For each={entries()}>
          {([value, name]) => (
            <option value={value} selected={value === props.value}>
              {name}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}
