/**
 * Short messages to the person: what happened, and what can be done about it. Kept as a list so that
 * the page can show them in one live region, and nothing has to be thrown away to be seen.
 */
import { createSignal } from 'solid-js';

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

/** How long a notice that needs no answer stays; ms. */
const SHOWN_MS = 6000;
const [notices, setNotices] = createSignal<readonly Notice[]>([]);
let lastId = 0;

export { notices };

/** Shows a message. Errors and messages with an action stay until they are dismissed. */
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
  setNotices((shown) => [...shown.filter((other) => other.message !== message), notice]);
  if (kind !== 'error' && notice.actions.length === 0) setTimeout(() => dismiss(notice.id), SHOWN_MS);
  return notice.id;
}

/** Takes a message away. */
export function dismiss(id: number): void {
  setNotices((shown) => shown.filter((notice) => notice.id !== id));
}

/** Shows whatever was thrown, with its reason and its help where it has them. */
export function notifyError(error: unknown, doing?: string, action?: NoticeAction): number {
  const { message, detail, help } = explain(error);
  const text = doing === undefined ? message : `${doing}: ${message}`;
  return notify('error', text, action, [detail, help].filter(Boolean).join(' ') || undefined);
}

/** What was thrown as an envelope: that of the error where it carries one, else its message. */
export function explain(error: unknown): { code: string; message: string; detail?: string; help?: string } {
  if (error instanceof Error && 'envelope' in error) {
    return error.envelope as { code: string; message: string; detail?: string; help?: string };
  }
  if (error instanceof Error) return { code: 'unexpected', message: error.message };
  return { code: 'unexpected', message: String(error) };
}
