/** The stored data cannot be used: says why and gives every way out, none of which happens by itself. */
import { Show } from 'solid-js';
import type { ErrorEnvelope } from '../../workers/protocol';
import { clearEverything, startAgain, startInMemory, store } from '../data';
import { createAttempt } from '../kernel/attempt';
import { notify } from '../kernel/notices';
import { saveFile } from '../platform';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { ICONS } from '../ui/Icon';

/** The program behind the database did not come: what is stored has nothing to do with it. */
const NOT_LOADED = new Set(['not-loaded', 'site-updated', 'worker-crashed']);

export function StoreTrouble(props: { error: ErrorEnvelope }) {
  const [busy, attempt] = createAttempt();
  const again = () => attempt('The stored data could not be opened', startAgain);
  const withoutIt = () => attempt('The page could not be started', () => startInMemory({ ...props.error }));
  const isLoaded = () => !NOT_LOADED.has(props.error.code);
  return (
    <EmptyState
      role="alert"
      icon={ICONS.warning}
      title={props.error.message}
      actions={
        <>
          <Button kind="primary" disabled={busy()} onClick={again}>
            Try again
          </Button>
          <Show when={isLoaded()}>
            <Button disabled={busy()} onClick={withoutIt}>
              Scan without stored data
            </Button>
          </Show>
          <Show when={props.error.code === 'site-updated'}>
            <Button onClick={() => location.reload()}>Reload</Button>
          </Show>
        </>
      }
    >
      <Show when={!isLoaded() && props.error.detail}>
        <p>{props.error.detail}</p>
      </Show>
      <Show when={props.error.help}>
        <p>{props.error.help}</p>
      </Show>
      <Show when={isLoaded()}>
        <Repair error={props.error} />
      </Show>
    </EmptyState>
  );
}

/** What can be done with the stored data themselves; what deletes them stands apart, behind a word of its own. */
function Repair(props: { error: ErrorEnvelope }) {
  const [busy, attempt] = createAttempt();
  const exportIt = () =>
    attempt('The database could not be exported', async () => {
      saveFile('assay.sqlite', new Blob([await store.exportDatabase()], { type: 'application/vnd.sqlite3' }));
      notify('success', 'The database was saved as assay.sqlite.');
    });
  const rebuild = () =>
    attempt('The database could not be rebuilt', async () => {
      await store.rebuild();
      await startAgain();
    });
  const reset = () => attempt('The database could not be cleared', clearEverything);
  return (
    <details class="store-repair">
      <summary>Repair the stored data</summary>
      <Show when={props.error.detail}>
        <p class="dim">{props.error.detail}</p>
      </Show>
      <div class="store-repair-actions">
        <Button disabled={busy()} onClick={exportIt}>
          Export database
        </Button>
        <Button disabled={busy()} onClick={rebuild}>
          Rebuild
        </Button>
        <Button kind="danger" disabled={busy()} onClick={reset}>
          Delete all data
        </Button>
      </div>
    </details>
  );
}
