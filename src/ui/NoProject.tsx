/** What a view shows while no project is open, or none yet. */
import { type JSX, Show } from 'solid-js';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

interface NoProjectProps {
  icon: string;
  /** One is on its way: nothing is to be done but to wait. */
  isOpening: boolean;
  onOpen: () => void;
  /** What the view would show. */
  children: JSX.Element;
}

export function NoProject(props: NoProjectProps): JSX.Element {
  return (
    <Show when={!props.isOpening} fallback={<EmptyState title="Opening the project…" role="status" />}>
      <EmptyState
        title="No project is open"
        icon={props.icon}
        actions={
          <Button kind="primary" onClick={props.onOpen}>
            Open a project
          </Button>
        }
      >
        {props.children}
      </EmptyState>
    </Show>
  );
}
