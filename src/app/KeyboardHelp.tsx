/** Every key there is: those of the operations, read from them, and those of the parts of the page. */
import { For } from 'solid-js';
import { describeKeys } from '../kernel/hotkeys';
import type { Operation } from '../kernel/operations/operation';
import { boundOperations } from '../kernel/operations/registry';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';
import './keyboard-help.css';
import { PART_KEYS } from './part-keys';

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
              <For each={members}>{({ title, keys }) => <KeyRow what={title} keys={keys ?? []} />}</For>
            </dl>
          </section>
        )}
      </For>
      <For each={PART_KEYS}>
        {([part, rows]) => (
          <section>
            <h3>{part}</h3>
            <dl>
              <For each={rows}>{([what, ...keys]) => <KeyRow what={what} keys={keys} />}</For>
            </dl>
          </section>
        )}
      </For>
    </div>
  );
}

function KeyRow(props: { what: string; keys: readonly string[] }) {
  return (
    <div class="keyboard-row">
      <dt>{props.what}</dt>
      <dd>
        <For each={props.keys}>{(one) => <Kbd keys={describeKeys(one)} />}</For>
      </dd>
    </div>
  );
}

function groupsOf(all: readonly Operation[]): [string, Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const one of all) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups];
}
