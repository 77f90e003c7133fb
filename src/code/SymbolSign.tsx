/** The sign of a kind of symbol; the kind itself for who points at it. */
import type { JSX } from 'solid-js';
import { signOf, toneOf } from './symbol-icon';
import './symbol-sign.css';

export function SymbolSign(props: { kind: string }): JSX.Element {
  return (
    <span class={`symbol-sign symbol-${toneOf(props.kind)}`} title={props.kind} aria-hidden="true">
      {signOf(props.kind)}
    </span>
  );
}
