/** Shows notices in a corner, in a live region that is always there, as screen readers need it. */
import { For, Show } from 'solid-js';
import { dismiss, type Notice, type NoticeAction, notices, notifyError } from '../kernel/notices';
import { Button, IconButton } from '../ui/Button';
import { ICONS } from '../ui/Icon';
import './notices.css';

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      <For each={notices()}>{(notice) => <NoticeCard notice={notice} />}</For>
    </div>
  );
}

function NoticeCard(props: { notice: Notice }) {
  const act = async (action: NoticeAction) => {
    dismiss(props.notice.id);
    try {
      await action.run();
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <div class={`notice ${props.notice.kind}`}>
      <div class="notice-text">
        <p>{props.notice.message}</p>
        <Show when={props.notice.detail}>
          <p class="dim">{props.notice.detail}</p>
        </Show>
      </div>
      <Show when={props.notice.actions.length > 0}>
        <div class="notice-actions">
          <For each={props.notice.actions}>
            {(action, index) => (
              <Button
                kind={props.notice.actions.length > 1 && index() === 0 ? 'primary' : 'plain'}
                onClick={() => void act(action)}
              >
                {action.label}
              </Button>
            )}
          </For>
        </div>
      </Show>
      <IconButton label="Dismiss" icon={ICONS.close} onClick={() => dismiss(props.notice.id)} />
    </div>
  );
}
