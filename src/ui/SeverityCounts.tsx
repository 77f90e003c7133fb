/** Findings by severity as numbers, each with its shape; severities without findings are left out. */

import { For, type JSX, Show } from 'solid-js';
import { type Severity, WORST_FIRST } from '../../workers/protocol';
import { formatCount } from '../kernel/format';
import { SeverityIcon } from './SeverityIcon';
import './severity.css';

export function SeverityCounts(props: { counts: Record<Severity, number> }): JSX.Element {
  return (
    <span class="severity-counts">
      <For each={WORST_FIRST}>
        {(severity) => (
          <Show when={props.counts[severity] > 0}>
            <span class="number">
              <SeverityIcon severity={severity} /> {formatCount(props.counts[severity])}
            </span>
          </Show>
        )}
      </For>
    </span>
  );
}
