/** Buttons: the plain one, the one that stands out, and the one that deletes. Icon alone needs a label. */
import { type JSX, Show, splitProps } from 'solid-js';
import './button.css';
import { Icon } from './Icon';
import { Kbd } from './Kbd';

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** SVG path data, before the text. */
  icon?: string;
  /** A key as people read it, such as `Esc`, shown after the text. */
  keys?: string;
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'icon', 'keys', 'class', 'children']);
  return (
    <button type="button" {...rest} class={`button ${own.kind ?? 'plain'} ${own.class ?? ''}`}>
      <Show when={own.icon}>{(path) => <Icon path={path()} />}</Show>
      {own.children}
      <Show when={own.keys}>{(keys) => <Kbd keys={keys()} />}</Show>
    </button>
  );
}

interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for the tool tip and for screen readers. */
  label: string;
  icon: string;
}

export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['label', 'icon', 'class']);
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${own.class ?? ''}`}
      aria-label={own.label}
      title={own.label}
    >
      <Icon path={own.icon} />
    </button>
  );
}
