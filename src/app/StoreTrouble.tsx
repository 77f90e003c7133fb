/** The stored data cannot be used: says why and gives every way out, none of which happens by itself. */
import { Show } from 'solid-js';
import type { ErrorEnvelope } from '../../workers/protocol';
import { findOperation } from '../kernel/operations/registry';
import { EmptyState } from '../ui/EmptyState';
import { ICONS } from '../ui/Icon';
import { OperationButton } from '../ui/OperationButton';
import { reload } from './shell-operations';
import { goWithout, isDataTrouble, openAgain } from './store-operations';

export function StoreTrouble(props: { error: ErrorEnvelope }) {
  return (
    <EmptyState
      role="alert"
      icon={ICONS.warning}
      title={props.error.message}
      actions={
        <>
          <OperationButton kind="primary" operation={openAgain} input={{}}>
            Try again
          </OperationButton>
          <Show when={isDataTrouble()}>
            <OperationButton operation={goWithout} input={{}}>
              Scan without stored data
            </OperationButton>
          </Show>
          <Show when={props.error.code === 'site-updated'}>
            <OperationButton operation={reload} input={{}}>
              Reload
            </OperationButton>
          </Show>
        </>
      }
    >
      <Show when={!isDataTrouble() && props.error.detail}>
        <p>{props.error.detail}</p>
      </Show>
      <Show when={props.error.help}>
        <p>{props.error.help}</p>
      </Show>
      <Show when={isDataTrouble()}>
        <Repair error={props.error} />
      </Show>
    </EmptyState>
  );
}

/** What can be done with the stored data themselves; what deletes them stands apart, behind a word of its own. */
function Repair(props: { error: ErrorEnvelope }) {
  return (
    <details class="store-repair">
      <summary>Repair the stored data</summary>
      <Show when={props.error.detail}>
        <p class="dim">{props.error.detail}</p>
      </Show>
      <div class="store-repair-actions">
        <OperationButton operation={findOperation('settings.export-database')} input={{}}>
          Export database
        </OperationButton>
        <OperationButton operation={findOperation('settings.rebuild-database')} input={{}}>
          Rebuild
        </OperationButton>
        <OperationButton
          kind="danger"
          operation={findOperation('settings.delete-all')}
          input={{ answer: 'delete' }}
        >
          Delete all data
        </OperationButton>
      </div>
    </details>
  );
}
