/** Asks before everything is deleted, and names what goes: this is the one thing that cannot be undone. */

import { Show } from 'solid-js';
import { createQuery, rules } from '../../data';
import { countOf } from '../../kernel/format';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { OperationButton } from '../../ui/OperationButton';
import { deleteAll } from './operations';

interface ClearDialogProps {
  open: boolean;
  onClose: () => void;
}

export function ClearDialog(props: ClearDialogProps) {
  const projects = createQuery('projects', () => (props.open ? {} : undefined));
  const names = () => (projects() ?? []).map(({ name }) => name);
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Delete all data?"
      actions={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <OperationButton kind="danger" operation={deleteAll} input={{ answer: 'delete' }}>
            Delete all data
          </OperationButton>
        </>
      }
    >
      <p>This deletes the following from this browser, in all tabs. You cannot undo it.</p>
      <ul>
        <li>
          {names().length === 0
            ? 'no projects'
            : `${countOf(names().length, 'project')} with all findings: ${shortList(names())}`}
        </li>
        <li>stored files, and links to opened folders</li>
        <Show when={rules.userFiles().length > 0}>
          <li>your rule files: {shortList(rules.userFiles().map(({ path }) => path))}</li>
        </Show>
        <li>all settings</li>
      </ul>
      <p class="dim">Your folders are not changed.</p>
    </Dialog>
  );
}

function shortList(names: string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
