/** Every key there is, read from the operations. */
import { For } from 'solid-js';
import { describeKeys } from '../../kernel/hotkeys';
import { boundOperations } from '../../kernel/operations/registry';
import { Kbd } from '../../ui/Kbd';
import { Section } from './Section';

export function KeyboardSection() {
  return (
    <Section title="Keyboard">
      <dl class="settings-keys">
        <For each={boundOperations()}>
          {({ title, keys }) => (
            <div>
              <dt>{title}</dt>
              <dd>
                <For each={keys}>{(one) => <Kbd keys={describeKeys(one)} />}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Section>
  );
}
