/** Shows notices in a corner, in a live region that is always there, as screen readers need it. */

import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { currentRoute } from '../data';
import {
  dismiss,
  holdNotices,
  type Notice,
  type NoticeAction,
  notices,
  notifyError,
} from '../kernel/notices';
import { Button, IconButton } from '../ui/Button';
import { ICONS } from '../ui/Icon';
import { InlineCode } from '../ui/InlineCode';
import { freeBottom } from './notice-place';
import './notices.css';
import { visibleText } from '../kernel/visible-text';

/** Above the status bar; px. */
const LEAST_BOTTOM = 34;

export function Notices() {
  let host!: HTMLDivElement;
  const [bottom, setBottom] = createSignal(LEAST_BOTTOM);
  let frame = 0;
  /** When what is around them has been drawn. */
  const place = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => notices().length > 0 && setBottom(freeBottom(host, LEAST_BOTTOM)));
  };
  createEffect(on([notices, currentRoute], place));
  // The last one may leave from under the pointer, which then never leaves it.
  createEffect(() => notices().length === 0 && holdNotices(false));
  onMount(() => {
    addEventListener('resize', place);
    addEventListener('scroll', place, { capture: true, passive: true });
    // What comes with an answer of the store, after a click or a key.
    const changes = new MutationObserver(() => notices().length > 0 && place());
    changes.observe(document.body, { childList: true, subtree: true });
    onCleanup(() => {
      removeEventListener('resize', place);
      removeEventListener('scroll', place, { capture: true });
      changes.disconnect();
      cancelAnimationFrame(frame);
    });
  });
  return (
    <div
      class="notices"
      ref={host}
      role="status"
      aria-live="polite"
      style={{ bottom: `${bottom()}px` }}
      onPointerEnter={() => holdNotices(true)}
      onPointerLeave={() => holdNotices(host.contains(document.activeElement))}
      onFocusIn={() => holdNotices(true)}
      onFocusOut={(event) => holdNotices(host.contains(event.relatedTarget as Node | null))}
    >
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
        <p>
          <InlineCode text={visibleText(props.notice.message)} />
        </p>
        <Show when={props.notice.detail}>
          {(detail) => (
            <p class="dim">
              <InlineCode text={visibleText(detail())} />
            </p>
          )}
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
