/** How the findings of something are spread over the severities, as one thin bar. */
import { For, type JSX } from 'solid-js';
import { type Severity, WORST_FIRST } from '../../workers/protocol';
import { severityName } from './SeverityIcon';
import './severity.css';

export function SeverityBar(props: { counts: Record<Severity, number> }): JSX.Element {
  const present = () => WORST_FIRST.filter((severity) => props.counts[severity] > 0);
  const label = () =>
    present()
      .map((severity) => `${props.counts[severity]} ${severityName(severity).toLowerCase()}`)
      .join(', ') || '0 findings';
  return (
    <div class="severity-bar" role="img" aria-label={label()} title={label()}>
      <For each={present()}>
        {(severity) => (
          <span class={`severity-${severity}`} style={{ 'flex-grow': String(props.counts[severity]) }} />
        )}
      </For>
    </div>
  );
}
