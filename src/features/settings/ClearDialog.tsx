/** Asks before everything is deleted, and names what goes: this is the one thing that cannot be undone. */
import { Show } from 'solid-js';
import { createQuery, rules } from '../../data';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';

interface ClearDialogProps {
  open: boolean;
  onClose: () => void;
  onClear: () => void;
}

export function ClearDialog(props: ClearDialogProps) {
  const projects = createQuery('projects', () => (props.open ? {} : undefined));
  const names = () => (projects() ?? []).map(({ name }) => name);
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Clear all that is stored?"
      actions={
        <>
          <Button onClick={props.onClose}>Keep everything</Button>
          <Button kind="danger" onClick={props.onClear}>
            Delete it all
          </Button>
        </>
      }
    >
      <p>This cannot be undone. It deletes from this browser, in all tabs:</p>
      <ul>
        <li>
          {names().length === 0
            ? 'no projects'
            : `${names().length === 1 ? 'a project with its' : `${names().length} projects with their`} findings: ${shortList(names())}`}
        </li>
        <li>the kept texts of files, and the ways to kept folders</li>
        <Show when={rules.userFiles().length > 0}>
          <li>your rule files: {shortList(rules.userFiles().map(({ path }) => path))}</li>
        </Show>
        <li>all settings of this page</li>
      </ul>
      <p class="dim">Your folders themselves are not touched.</p>
    </Dialog>
  );
}

function shortList(names: string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
