/** Every key there is, read from the commands themselves. */
import { For } from 'solid-js';
import { type Command, commands } from '../kernel/commands';
import { describeKeys } from '../kernel/hotkeys';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';
import './keyboard-help.css';

export function KeyboardHelp(props: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title="Keyboard" size="wide">
      <KeyboardList />
    </Dialog>
  );
}

function KeyboardList() {
  return (
    <div class="keyboard-groups">
      <For each={groupsOf(commands().filter((command) => command.keys !== undefined))}>
        {([group, members]) => (
          <section>
            <h3>{group}</h3>
            <dl>
              <For each={members}>
                {(command) => (
                  <div class="keyboard-row">
                    <dt>{command.title}</dt>
                    <dd>
                      <For each={command.keys}>{(keys) => <Kbd keys={describeKeys(keys)} />}</For>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
    </div>
  );
}

function groupsOf(all: readonly Command[]): [string, Command[]][] {
  const groups = new Map<string, Command[]>();
  for (const command of all) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}
