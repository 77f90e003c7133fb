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
        title="Workers"
        note={
          chosenWorkers() === 0
            ? `0 chooses automatically: ${workerCount()} on this computer. Each worker needs memory of its own.`
            : 'Each worker needs memory of its own. Takes effect when you reload the page.'
        }
      >
        <NumberField
          label="Workers"
          value={chosenWorkers()}
          min={0}
          max={32}
          unit="workers"
          onChange={setChosenWorkers}
        />
      </Row>
      <Row title="Largest file" note="Larger files are skipped and listed under Files.">
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
        title="Time limit per file"
        note="If a file takes longer, the scan moves on and reports the file as not fully checked."
      >
        <NumberField
          label="Time limit per file"
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
