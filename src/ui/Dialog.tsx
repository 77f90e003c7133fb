/** A modal dialog on the browser's own element, which keeps focus inside and gives it back. */
import { createEffect, type JSX, on, Show } from 'solid-js';
import './dialog.css';
import { IconButton } from './Button';
import { ICONS } from './Icon';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** `wide` for content such as tables and code. */
  size?: 'narrow' | 'wide';
  children: JSX.Element;
  /** Buttons at the foot, the safe one first. */
  actions?: JSX.Element;
}

export function Dialog(props: DialogProps) {
  let element!: HTMLDialogElement;
  let pressedOutside = false;
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open && !element.open) element.showModal();
        else if (!open && element.open) element.close();
      },
    ),
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a click outside does, by the element itself
    <dialog
      ref={element}
      class={`dialog ${props.size ?? 'narrow'}`}
      aria-label={props.title}
      // At once: by the time of the next event somebody may have asked for it again.
      onCancel={(event) => {
        if (event.target !== element) return;
        event.preventDefault();
        props.onClose();
      }}
      onClose={() => !element.open && props.open && props.onClose()}
      onPointerDown={(event) => {
        pressedOutside = event.target === element;
      }}
      onClick={(event) => event.target === element && pressedOutside && props.onClose()}
    >
      <Show when={props.open}>
        <div class="dialog-frame">
          <header class="dialog-head">
            <h2>{props.title}</h2>
            <IconButton label="Close" icon={ICONS.close} onClick={() => props.onClose()} />
          </header>
          <div class="dialog-body scroll">{props.children}</div>
          <Show when={props.actions}>
            <footer class="dialog-foot">{props.actions}</footer>
          </Show>
        </div>
      </Show>
    </dialog>
  );
}
