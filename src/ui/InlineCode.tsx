/** A message with its code and its placeholders set apart. */
import { For, type JSX, Match, Switch } from 'solid-js';
import { messageParts } from '../kernel/inline-code';
import './inline-code.css';

interface InlineCodeProps {
  text: string;
  /** The message of a rule: its metavariables have no values. */
  isTemplate?: boolean;
}

export function InlineCode(props: InlineCodeProps): JSX.Element {
  return (
    <For each={messageParts(props.text, props.isTemplate)}>
      {(part) => (
        <Switch fallback={part.text}>
          <Match when={part.kind === 'code'}>
            <code class="inline-code">{part.text}</code>
          </Match>
          <Match when={part.kind === 'placeholder'}>
            <var class="inline-code">{part.text}</var>
          </Match>
        </Switch>
      )}
    </For>
  );
}
