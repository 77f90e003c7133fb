/** Every key there is, read from the operations themselves. */
import { For } from 'solid-js';
import { describeKeys } from '../kernel/hotkeys';
import type { Operation } from '../kernel/operations/operation';
import { boundOperations } from '../kernel/operations/registry';
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
      <For each={groupsOf(boundOperations())}>
        {([group, members]) => (
          <section>
            <h3>{group}</h3>
            <dl>
              <For each={members}>
                {({ title, keys }) => (
                  <div class="keyboard-row">
                    <dt>{title}</dt>
                    <dd>
                      <For each={keys}>{(one) => <Kbd keys={describeKeys(one)} />}</For>
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

function groupsOf(all: readonly Operation[]): [string, Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const one of all) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups];
}
