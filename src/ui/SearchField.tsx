/** A field to narrow what is listed below it. */
import { type JSX, splitProps } from 'solid-js';
import { ICONS, Icon } from './Icon';
import { Kbd } from './Kbd';
import './search-field.css';

interface SearchFieldProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'onInput' | 'type'> {
  /** What is searched, for screen readers. */
  label: string;
  onText: (text: string) => void;
  /** The key that leads here, shown at the end. */
  keys?: string;
}

export function SearchField(props: SearchFieldProps) {
  const [own, input] = splitProps(props, ['label', 'onText', 'keys', 'class']);
  return (
    <label class={`search-field ${own.class ?? ''}`}>
      <span class="unseen">{own.label}</span>
      <Icon path={ICONS.search} size={14} />
      <input
        autocomplete="off"
        spellcheck={false}
        {...input}
        type="search"
        onInput={(event) => own.onText(event.currentTarget.value)}
      />
      {own.keys && <Kbd keys={own.keys} />}
    </label>
  );
}
