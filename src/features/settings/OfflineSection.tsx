/** What of Assay works without its server. */
import { Show } from 'solid-js';
import { keepEverything, offlineState } from '../../data';
import { createAttempt } from '../../kernel/attempt';
import { formatBytes } from '../../kernel/format';
import { Button } from '../../ui/Button';
import { Row, Section } from './Section';

export function OfflineSection() {
  const [busy, attempt] = createAttempt();
  const keep = () => attempt('Assay could not be kept for offline use', keepEverything);
  return (
    <Section title="Offline">
      <Row title="Available offline" note={describe()}>
        <Show when={offlineState().kind === 'partial'}>
          <Button disabled={busy()} onClick={() => void keep()}>
            Try again
          </Button>
        </Show>
      </Row>
    </Section>
  );
}

function describe(): string {
  const state = offlineState();
  switch (state.kind) {
    case 'impossible':
      return `Not available. ${state.why}`;
    case 'keeping':
      return state.now === undefined ? 'Preparing…' : `Preparing: ${progress(state.now)}.`;
    case 'partial':
      return `${state.now === undefined ? 'The page starts offline, but only languages that were used before work.' : `So far ${progress(state.now)}.`} ${state.why}`;
    case 'ready':
      return `Everything: the page, the engine, the rules and all languages (${formatBytes(state.now.bytes)}).`;
  }
}

function progress({ kept, total, bytes }: { kept: number; total: number; bytes: number }): string {
  return `${kept} of ${total} files, ${formatBytes(bytes)}`;
}
