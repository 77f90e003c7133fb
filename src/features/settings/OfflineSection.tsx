/** What of Assay works without its server. */
import { offlineState } from '../../data';
import { formatBytes } from '../../kernel/format';
import { OperationButton } from '../../ui/OperationButton';
import { keepOffline } from './operations';
import { Row, Section } from './Section';

export function OfflineSection() {
  return (
    <Section title="Offline">
      <Row title="Available offline" note={describe()}>
        <OperationButton operation={offlineState().kind === 'partial' ? keepOffline : undefined} input={{}}>
          Try again
        </OperationButton>
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
