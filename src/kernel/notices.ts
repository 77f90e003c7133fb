/**
 * Short messages to the person: what happened, and what can be done about it. Kept as a list so that the page can show
 * them in one live region. They leave by themselves, but not while somebody is at them.
 */
import { createSignal } from 'solid-js';
import { explain } from '../../workers/protocol';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

/** A thing that can be done about a notice. */
export interface NoticeAction {
  label: string;
  run: () => void | Promise<void>;
}

export interface Notice {
  id: number;
  kind: NoticeKind;
  message: string;
  /** Why, and what to do; shown below the message. */
  detail?: string;
  /** The first one is the one that most people want. */
  actions: readonly NoticeAction[];
}

/** How long a notice stays that is only read, and one that says what is wrong or can be answered; ms. */
const SHOWN_MS = 6000;
const SHOWN_LONG_MS = 15_000;
/** More at once would be a wall; the oldest gives way. */
const MOST = 3;
const [notices, setNotices] = createSignal<readonly Notice[]>([]);
let lastId = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let isHeld = false;

export { notices };

/** Shows a message for a while. */
export function notify(
  kind: NoticeKind,
  message: string,
  action?: NoticeAction | readonly NoticeAction[],
  detail?: string,
): number {
  const notice: Notice = {
    id: ++lastId,
    kind,
    message,
    actions: action === undefined ? [] : 'label' in action ? [action] : action,
    ...(detail && { detail }),
  };
  setNotices((shown) => [...shown.filter((other) => other.message !== message), notice].slice(-MOST));
  if (!isHeld) startLeaving(notice);
  return notice.id;
}

/** Keeps all notices for as long as somebody points at one or has the focus in it; their time then begins anew. */
export function holdNotices(held: boolean): void {
  if (held === isHeld) return;
  isHeld = held;
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  if (!held) for (const notice of notices()) startLeaving(notice);
}

/** Takes a message away. */
export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  setNotices((shown) => shown.filter((notice) => notice.id !== id));
}

function startLeaving(notice: Notice): void {
  const isLong = notice.kind === 'error' || notice.kind === 'warning' || notice.actions.length > 0;
  const stay = isLong ? SHOWN_LONG_MS : SHOWN_MS;
  timers.set(
    notice.id,
    setTimeout(() => dismiss(notice.id), stay),
  );
}

/** Shows whatever was thrown, with its reason and its help where it has them. */
export function notifyError(error: unknown, doing?: string, action?: NoticeAction): number {
  const { message, detail, help } = explain(error);
  const text = doing === undefined ? message : `${doing}: ${message}`;
  return notify('error', text, action, [detail, help].filter(Boolean).join(' ') || undefined);
}
