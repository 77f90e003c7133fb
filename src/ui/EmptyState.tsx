/** Where there is nothing to show: what would be here, and the one thing that fills it. */
import { type JSX, Show } from 'solid-js';
import './empty-state.css';
import { Icon } from './Icon';

export interface EmptyStateProps {
  title: string;
  /** One or two sentences. */
  children?: JSX.Element;
  /** SVG path data of a 24 × 24 stroke icon. */
  icon?: string;
  actions?: JSX.Element;
  role?: 'status' | 'alert';
}

export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class="empty-state" role={props.role}>
      <Show when={props.icon}>{(path) => <Icon path={path()} size={32} />}</Show>
      <p class="empty-state-title">{props.title}</p>
      <Show when={props.children}>
        <div class="empty-state-text">{props.children}</div>
      </Show>
      <Show when={props.actions}>
        <div class="empty-state-actions">{props.actions}</div>
      </Show>
    </div>
  );
}
