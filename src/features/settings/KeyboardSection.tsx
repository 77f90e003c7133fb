/** Every key there is, read from the commands. */
import { For } from 'solid-js';
import { commands } from '../../kernel/commands';
import { describeKeys } from '../../kernel/hotkeys';
import { Kbd } from '../../ui/Kbd';
import { Section } from './Section';

export function KeyboardSection() {
  return (
    <Section title="Keyboard">
      <dl class="settings-keys">
        <For each={commands().filter((command) => command.keys !== undefined)}>
          {(command) => (
            <div>
              <dt>{command.title}</dt>
              <dd>
                <For each={command.keys}>{(keys) => <Kbd keys={describeKeys(keys)} />}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Section>
  );
}
