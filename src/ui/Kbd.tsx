/** A key where it works, so that people learn it by looking. Takes the text as people read it. */
import './kbd.css';

export function Kbd(props: { keys: string }) {
  return <kbd class="kbd">{props.keys}</kbd>;
}
