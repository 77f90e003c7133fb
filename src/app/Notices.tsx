/** Shows notices in a corner, in a live region that is always there, as screen readers need it. */
import { For, Show } from 'solid-js';
import { dismiss, type Notice, notices, notifyError } from '../kernel/notices';
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
  const act = async () => {
    dismiss(props.notice.id);
    try {
      await props.notice.action?.run();
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
      <Show when={props.notice.action}>
        {(action) => <Button onClick={() => void act()}>{action().label}</Button>}
      </Show>
      <IconButton label="Dismiss" icon={ICONS.close} onClick={() => dismiss(props.notice.id)} />
    </div>
  );
}
