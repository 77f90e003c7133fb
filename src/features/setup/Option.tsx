/** One choice of the wizard: a box or a button of several, its name, what it means, and how many findings hang on it. */
import { type JSX, Show } from 'solid-js';
import { formatCount } from '../../kernel/format';

interface OptionProps {
  kind: 'checkbox' | 'radio';
  /** What radio buttons have in common. */
  name?: string;
  title: JSX.Element;
  note?: JSX.Element;
  /** Findings; nothing is said where it is not known. */
  count?: number | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Option(props: OptionProps): JSX.Element {
  return (
    <label class="setup-option">
      <input
        type={props.kind}
        name={props.name}
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="setup-option-text">
        <span class="setup-option-title">{props.title}</span>
        <Show when={props.note}>
          <span class="setup-note">{props.note}</span>
        </Show>
      </span>
      <Show when={props.count !== undefined}>
        <span class="setup-count number">
          {formatCount(props.count ?? 0)}
          <span class="unseen"> findings</span>
        </span>
      </Show>
    </label>
  );
}
