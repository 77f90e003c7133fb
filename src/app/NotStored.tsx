/** Says that the results of this tab are nowhere else, and why. */
import { Show } from 'solid-js';
import type { ErrorEnvelope } from '../../workers/protocol';
import { whyNotStored } from '../data';
import { ICONS, Icon } from '../ui/Icon';
import { OperationButton } from '../ui/OperationButton';
import './not-stored.css';
import { reload } from './shell-operations';

export function NotStored() {
  return (
    <div class="app-note" role="status">
      <Show when={whyNotStored()}>
        {(why) => (
          <div class="not-stored">
            <Icon path={ICONS.warning} size={16} />
            <p>{reasonOf(why())} You can still scan, but the results are lost when you close this tab.</p>
            <Show when={why().code !== 'storage-unavailable'}>
              <OperationButton operation={reload} input={{}}>
                Reload
              </OperationButton>
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}

function reasonOf({ code }: ErrorEnvelope): string {
  switch (code) {
    case 'storage-unavailable':
      return 'This browser does not let Assay store anything.';
    case 'quota-exceeded':
      return 'There is no room left to store results. What was stored before is safe.';
    case 'database-newer':
      return 'The stored data was written by a newer version of Assay and was left untouched.';
    default:
      return 'The stored data could not be opened and was left untouched.';
  }
}
