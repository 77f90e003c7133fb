/** How scans run. */
import {
  chosenWorkers,
  fileBudgetS,
  maxFileMb,
  setChosenWorkers,
  setFileBudgetS,
  setMaxFileMb,
  workerCount,
} from '../../data';
import { NumberField } from './NumberField';
import { Row, Section } from './Section';

export function ScanSection() {
  return (
    <Section title="Scanning">
      <Row
        title="Engines"
        note={
          chosenWorkers() === 0
            ? `0 leaves it to the machine: ${workerCount()} here. Each one holds its own trees in memory.`
            : 'Each one holds its own trees in memory. Takes effect when the page is loaded again.'
        }
      >
        <NumberField
          label="Engines"
          value={chosenWorkers()}
          min={0}
          max={32}
          unit="workers"
          onChange={setChosenWorkers}
        />
      </Row>
      <Row title="Largest file" note="Larger files are listed as skipped, with the reason.">
        <NumberField
          label="Largest file"
          value={maxFileMb()}
          min={1}
          max={512}
          unit="MB"
          onChange={setMaxFileMb}
        />
      </Row>
      <Row
        title="Time for one file"
        note="A file that takes longer is cut off and says so; the scan goes on."
      >
        <NumberField
          label="Time for one file"
          value={fileBudgetS()}
          min={1}
          max={300}
          unit="s"
          onChange={setFileBudgetS}
        />
      </Row>
    </Section>
  );
}
