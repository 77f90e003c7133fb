/** A section of the settings, and one row in it: what it is on the left, the control on the right. */
import { createUniqueId, type JSX, Show } from 'solid-js';

export function Section(props: { title: string; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <section class="settings-section" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

interface RowProps {
  title: string;
  /** What it does, in a sentence. */
  note?: JSX.Element;
  children: JSX.Element;
}

export function Row(props: RowProps) {
  return (
    <div class="settings-row">
      <div class="settings-row-text">
        <div class="settings-row-title">{props.title}</div>
        <Show when={props.note}>
          <div class="settings-row-note dim">{props.note}</div>
        </Show>
      </div>
      <div class="settings-row-control">{props.children}</div>
    </div>
  );
}
