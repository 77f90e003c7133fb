/** A text field over the rows that fit what is typed in it: the combobox of the palette. */
import { createEffect, createMemo, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import { visibleText } from '../../kernel/visible-text';
import { FileIcon } from '../../ui/FileIcon';
import { ICONS, Icon } from '../../ui/Icon';
import { Kbd } from '../../ui/Kbd';
import type { Match, Row } from './rows';

interface ComboboxProps {
  label: string;
  typed: string;
  onType: (text: string) => void;
  found: readonly Match[];
  /** Enter or a click; no row if none is left. */
  onPick: (row: Row | undefined) => void;
  /** Escape, where it does not close the palette. */
  onBack?: (() => void) | undefined;
  /** What is wrong with what is typed. */
  isInvalid?: boolean;
  /** Below the rows. */
  children: JSX.Element;
}

const ICON_OF: Record<Exclude<Row['kind'], 'file'>, string> = {
  command: ICONS.chevron,
  rule: ICONS.filter,
  finding: ICONS.warning,
  symbol: 'M8 4C5.5 4 7 11 4 12c3 1 1.5 8 4 8M16 4c2.5 0 1 7 4 8-3 1-1.5 8-4 8',
  text: ICONS.search,
  line: ICONS.chevron,
  value: ICONS.chevron,
};

export function Combobox(props: ComboboxProps) {
  let field!: HTMLInputElement;
  // The next question comes into a dialog that is open already, where "autofocus" does nothing.
  onMount(() => field.focus());
  const [active, setActive] = createSignal(0);
  createEffect(
    on(
      () => props.found,
      () => setActive(0),
    ),
  );
  const move = (step: number) => {
    const size = props.found.length;
    if (size > 0) setActive((at) => (at + step + size) % size);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter') props.onPick(props.found[active()]?.row);
    else if (event.key === 'Escape' && props.onBack) props.onBack();
    else return;
    event.preventDefault();
  };
  return (
    <div class="palette-frame">
      <div class="palette-field">
        <Icon path={ICONS.search} />
        <input
          ref={field}
          type="text"
          role="combobox"
          autofocus
          aria-label={props.label}
          aria-expanded={props.found.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={props.found.length > 0 ? `palette-${active()}` : undefined}
          aria-invalid={props.isInvalid}
          aria-describedby="palette-foot"
          placeholder={props.label}
          autocomplete="off"
          spellcheck={false}
          value={props.typed}
          onInput={(event) => props.onType(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <div class="palette-list scroll" id="palette-list" role="listbox" aria-label="Matches">
        <For each={props.found}>
          {({ row, at }, index) => (
            <PaletteRow
              row={row}
              at={at}
              index={index()}
              active={index() === active()}
              pick={() => props.onPick(row)}
              point={() => setActive(index())}
            />
          )}
        </For>
      </div>
      <p class="palette-foot dim" id="palette-foot" role="status">
        {props.children}
      </p>
    </div>
  );
}

interface PaletteRowProps {
  row: Row;
  at: readonly number[];
  index: number;
  active: boolean;
  pick: () => void;
  point: () => void;
}

function PaletteRow(props: PaletteRowProps) {
  let element!: HTMLDivElement;
  createEffect(() => props.active && element.scrollIntoView({ block: 'nearest' }));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keyboard, as the combobox pattern says
    <div
      ref={element}
      id={`palette-${props.index}`}
      class="palette-row"
      role="option"
      tabIndex={-1}
      aria-selected={props.active}
      onClick={() => props.pick()}
      onPointerMove={() => props.point()}
    >
      <RowIcon row={props.row} />
      <span class="truncate">
        <Highlighted text={props.row.name} at={props.at} />
      </span>
      <span class="palette-note dim truncate">{visibleText(props.row.note)}</span>
      <Show when={props.row.keys}>{(keys) => <Kbd keys={keys()} />}</Show>
    </div>
  );
}

function RowIcon(props: { row: Row }) {
  const kind = () => props.row.kind;
  return (
    <Show when={kind() !== 'file'} fallback={<FileIcon path={props.row.name} />}>
      <span class="dim">
        <Icon path={ICON_OF[kind() as Exclude<Row['kind'], 'file'>]} size={14} />
      </span>
    </Show>
  );
}

/** The text with the letters at these indexes set off. */
function Highlighted(props: { text: string; at: readonly number[] }) {
  const marked = createMemo(() => new Set(props.at));
  return (
    <For each={[...props.text]}>
      {(letter, index) => {
        const shown = visibleText(letter);
        return marked().has(index()) ? <mark class="palette-hit">{shown}</mark> : shown;
      }}
    </For>
  );
}
