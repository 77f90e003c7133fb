/** How the page looks. */
import { For } from 'solid-js';
import { runOperation } from '../../kernel/operations/run';
import { THEMES, type Theme, theme } from '../../kernel/theme';
import { chooseTheme } from './operations';
import { Row, Section } from './Section';

const NAMES: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

export function AppearanceSection() {
  return (
    <Section title="Appearance">
      <Row title="Theme" note="All themes follow the contrast, motion and colour settings of your system.">
        <fieldset class="segments">
          <legend class="unseen">Theme</legend>
          <For each={THEMES}>
            {(one) => (
              <label class="segment">
                <input
                  type="radio"
                  name="theme"
                  value={one}
                  checked={theme() === one}
                  onChange={() => void runOperation(chooseTheme, { theme: one })}
                />
                <span>{NAMES[one]}</span>
              </label>
            )}
          </For>
        </fieldset>
      </Row>
    </Section>
  );
}
