/** Below the name of a file that is edited: whether it is saved, and what can be done with its changes. */
import { type JSX, Show } from 'solid-js';
import { canEdit, draftOf, drafts } from '../../data';
import { countOf } from '../../kernel/format';
import { describeKeys } from '../../kernel/hotkeys';
import { callOperation } from '../../kernel/operations/run';
import { Button } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { OperationButton } from '../../ui/OperationButton';
import './edit-bar.css';
import { discard, save } from './edit-operations';
import { OtherTab } from './OtherTab';

export function EditBar(props: { path: string }): JSX.Element {
  const draft = () => draftOf(props.path);
  const others = () => drafts().filter(({ path }) => path !== props.path).length;
  return (
    <Show when={draft() || others() > 0}>
      <div class="edit-bar" role="group" aria-label="Unsaved changes">
        <Show when={draft()}>
          {(now) => (
            <>
              <span class="edit-sign" role="status">
                {canEdit() ? 'Not saved' : 'Not saved, kept in this browser'}
              </span>
              <Show when={now().isOvertaken}>
                <span class="edit-overtaken" role="alert">
                  <Icon path={ICONS.warning} size={14} />
                  The file has changed on disk since you began to edit it. Nothing is overwritten.
                </span>
              </Show>
              <Show when={canEdit() && !now().isOvertaken && !now().other}>
                <OperationButton operation={save} input={{}} keys={describeKeys('Mod-s')}>
                  Save
                </OperationButton>
              </Show>
              <OperationButton kind="quiet" operation={discard} input={{}}>
                Discard
              </OperationButton>
            </>
          )}
        </Show>
        <Show when={draft()?.other}>
          {(other) => <OtherTab path={props.path} own={draft()?.text ?? ''} other={other().text} />}
        </Show>
        <Button kind="quiet" onClick={() => void callOperation('fixes.review-edits')}>
          {draft() && others() === 0
            ? 'Review changes'
            : `Review changes of ${countOf(drafts().length, 'file')}`}
        </Button>
      </div>
    </Show>
  );
}
