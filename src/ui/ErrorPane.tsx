/** What went wrong in one pane, and a way on; the rest of the page goes on meanwhile. */

import { Show } from 'solid-js';
import { InlineCode } from './InlineCode';
import './state.css';
import { Button } from './Button';
import { ICONS, Icon } from './Icon';

interface ErrorPaneProps {
  /** What could not be done. */
  title: string;
  message: string;
  detail?: string;
  help?: string;
  retry?: () => void;
  retryLabel?: string;
}

export function ErrorPane(props: ErrorPaneProps) {
  return (
    <div class="state" role="alert">
      <span class="state-icon error">
        <Icon path={ICONS.warning} size={28} />
      </span>
      <h2 class="state-title">{props.title}</h2>
      <p class="state-text">
        <InlineCode text={props.message} />
      </p>
      <Show when={props.help}>
        {(help) => (
          <p class="state-text">
            <InlineCode text={help()} />
          </p>
        )}
      </Show>
      <Show when={props.detail}>
        <details class="state-detail">
          <summary>Details</summary>
          <pre>{props.detail}</pre>
        </details>
      </Show>
      <Show when={props.retry}>
        {(retry) => (
          <div class="state-actions">
            <Button kind="primary" onClick={() => retry()()}>
              {props.retryLabel ?? 'Try again'}
            </Button>
          </div>
        )}
      </Show>
    </div>
  );
}
