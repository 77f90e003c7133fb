/** The database cannot be used: says why and gives every way out, none of which happens by itself. */
import { Show } from 'solid-js';
import type { ErrorEnvelope } from '../../workers/protocol';
import { clearEverything, store } from '../data';
import { createAttempt } from '../kernel/attempt';
import { notify } from '../kernel/notices';
import { saveFile } from '../platform';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { ICONS } from '../ui/Icon';

export function StoreTrouble(props: { error: ErrorEnvelope }) {
  const [busy, attempt] = createAttempt();
  const exportIt = () =>
    attempt('The database could not be exported', async () => {
      saveFile('assay.sqlite', new Blob([await store.exportDatabase()], { type: 'application/vnd.sqlite3' }));
      notify('success', 'The database was saved as assay.sqlite.');
    });
  const rebuild = () =>
    attempt('The database could not be rebuilt', async () => {
      await store.rebuild();
      location.reload();
    });
  const reset = () => attempt('The database could not be cleared', clearEverything);
  return (
    <EmptyState
      role="alert"
      icon={ICONS.warning}
      title={props.error.message}
      actions={
        <>
          <Button kind="primary" disabled={busy()} onClick={() => location.reload()}>
            Try again
          </Button>
          <Show when={props.error.code !== 'storage-unavailable'}>
            <Button disabled={busy()} onClick={exportIt}>
              Export the database
            </Button>
            <Button disabled={busy()} onClick={rebuild}>
              Rebuild
            </Button>
            <Button kind="danger" disabled={busy()} onClick={reset}>
              Delete all that is stored
            </Button>
          </Show>
        </>
      }
    >
      <Show when={props.error.detail}>
        <p>{props.error.detail}</p>
      </Show>
      <Show when={props.error.help}>
        <p>{props.error.help}</p>
      </Show>
    </EmptyState>
  );
}
