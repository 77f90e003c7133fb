/** A rule's message on one line, with the code in it set apart. */
import { For, type JSX } from 'solid-js';
import { messageParts } from './format';

export function Message(props: { text: string }): JSX.Element {
  return (
    <For each={messageParts(props.text)}>
      {(part) => (part.isCode ? <strong class="message-code">{part.text}</strong> : part.text)}
    </For>
  );
}
