/** One box to go anywhere and do anything; what a chosen operation must be told is asked for in the same box. */
import { createEffect, createSignal, Show } from 'solid-js';
import { ask, asked } from '../../kernel/operations/run';
import { Combobox } from './Combobox';
import { OperationPrompt } from './OperationPrompt';
import { createRanked, createRows, type Row } from './rows';
import './palette.css';

interface PaletteProps {
  open: boolean;
  /** The text it opens with; `>` looks among commands only. */
  initial: string;
  onClose: () => void;
}

export function Palette(props: PaletteProps) {
  let dialog!: HTMLDialogElement;
  const isOpen = () => props.open || asked() !== undefined;
  const close = () => {
    ask(undefined);
    props.onClose();
  };
  /** The event comes later: by then a chosen operation may have opened it again to ask for its input. */
  const isClosed = () => !dialog.open;
  /** At once: keys that are pressed before the dialog's own event comes would find the palette still open. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  createEffect(() => {
    if (isOpen() && !dialog.open) dialog.showModal();
    else if (!isOpen() && dialog.open) dialog.close();
  });
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={asked()?.operation.title ?? 'Go to file, rule or command'}
      onClose={() => isClosed() && close()}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === dialog && close()}
    >
      <Show when={isOpen()}>
        <Show when={asked()} fallback={<PaletteBox initial={props.initial} close={props.onClose} />} keyed>
          {(what) => <OperationPrompt asked={what} />}
        </Show>
      </Show>
    </dialog>
  );
}

function PaletteBox(props: { initial: string; close: () => void }) {
  const [typed, setTyped] = createSignal(props.initial);
  const rows = createRows(typed);
  const found = createRanked(typed, rows);
  const pick = (row: Row | undefined) => {
    if (row === undefined) return;
    props.close();
    row.go();
  };
  return (
    <Combobox
      label="Go to file, rule or command"
      typed={typed()}
      onType={setTyped}
      found={found()}
      onPick={pick}
    >
      <Show when={found().length === 0} fallback="> commands · @ symbols · # text · : line">
        {rows().problem || `No matches for “${typed()}”`}
      </Show>
    </Combobox>
  );
}
