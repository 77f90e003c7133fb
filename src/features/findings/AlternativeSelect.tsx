/** Chooses among several ways of the data or several fixes; nothing where there is one. */
import { type JSX, Show } from 'solid-js';
import { Select } from '../../ui/Select';
import type { Alternative } from './alternatives';

export function AlternativeSelect(props: { label: string; of: Alternative }): JSX.Element {
  const options = () =>
    Array.from(
      { length: props.of.count },
      (_, at) => [String(at), `${at + 1} of ${props.of.count}`] as const,
    );
  return (
    <Show when={props.of.count > 1}>
      <Select
        label={props.label}
        value={String(props.of.at)}
        options={options()}
        onChange={(at) => props.of.choose(Number(at))}
      />
    </Show>
  );
}
