/** What people say of the finding that is read. */
import { type JSX, Show } from 'solid-js';
import type { Decision, Triage } from '../../../workers/protocol';

const NAMES: Record<Decision, string> = {
  accepted: 'Accepted',
  'false-positive': 'False positive',
  fixed: 'Marked as fixed',
};

const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function TriageNote(props: { triage: Triage | undefined }): JSX.Element {
  return (
    <Show when={props.triage}>
      {(triage) => (
        <p class="finding-note">
          <Show when={triage().decision}>
            {(decision) => (
              <>
                <strong>{NAMES[decision()]}</strong>
                {until(triage())}
                {triage().reason ? `: ${triage().reason} ` : '. '}
              </>
            )}
          </Show>
          <Show when={triage().owner}>Owner: {triage().owner}. </Show>
          <Show when={triage().note}>Note: {triage().note}</Show>
        </p>
      )}
    </Show>
  );
}

function until({ expiresMs }: Triage): string {
  if (expiresMs === undefined) return '';
  const day = days.format(expiresMs);
  return expiresMs > Date.now() ? ` until ${day}` : ` until ${day}, which is over`;
}
