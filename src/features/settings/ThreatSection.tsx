/** Which sources of data are not trusted. */
import { For } from 'solid-js';
import { THREAT_NAMES, THREATS } from '../../../workers/protocol';
import { rules } from '../../data';
import { runOperation } from '../../kernel/operations/run';
import { Switch } from '../../ui/Switch';
import { setThreat } from './operations';
import { Row, Section } from './Section';

export function ThreatSection() {
  return (
    <Section title="Threat models">
      <p class="settings-intro dim">
        Rules follow data from the sources that are on to where it does harm. Takes effect with the next scan.
      </p>
      <For each={THREAT_NAMES}>
        {(source) => (
          <Row title={THREATS[source]} note={<code>{source}</code>}>
            <Switch
              label={THREATS[source]}
              checked={rules.threatModels().includes(source)}
              onChange={(on) => void runOperation(setThreat, { source, on })}
            />
          </Row>
        )}
      </For>
    </Section>
  );
}
