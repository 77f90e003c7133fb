/** The arrow before what can be folded. */
import type { JSX } from 'solid-js';
import './chevron.css';
import { ICONS, Icon } from './Icon';

/** `isOpen` is undefined of what cannot be folded: its place stays free. */
export function Chevron(props: { isOpen: boolean | undefined }): JSX.Element {
  return (
    <span class="chevron" classList={{ open: props.isOpen === true, none: props.isOpen === undefined }}>
      <Icon path={ICONS.chevron} size={12} />
    </span>
  );
}
