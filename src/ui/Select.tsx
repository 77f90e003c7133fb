/** One of a few, in a menu; the button says what is chosen of what: `Group: rule`. */
import type { JSX } from 'solid-js';
import { Menu } from './Menu';

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [value: T, name: string])[];
  onChange: (value: T) => void;
  class?: string;
}

export function Select<T extends string>(props: SelectProps<T>): JSX.Element {
  const items = () => props.options.map(([id, label]) => ({ id, label, checked: id === props.value }));
  return (
    <Menu
      title={props.label}
      class={props.class ?? ''}
      label={
        <span class="truncate">
          {props.label}: <strong>{props.options.find(([id]) => id === props.value)?.[1]}</strong>
        </span>
      }
      items={items()}
      onPick={props.onChange}
    />
  );
}
