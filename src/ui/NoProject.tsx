/** What a view shows while no project is open. */
import type { JSX } from 'solid-js';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

interface NoProjectProps {
  icon: string;
  onOpen: () => void;
  /** What the view would show. */
  children: JSX.Element;
}

export function NoProject(props: NoProjectProps): JSX.Element {
  return (
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
  );
}
