/** How scans run. */
import { chosenWorkers, fileBudgetS, maxFileMb, wantsWatching, workerCount } from '../../data';
import { runOperation } from '../../kernel/operations/run';
import { Switch } from '../../ui/Switch';
import { NumberField } from './NumberField';
import { setFileTime, setLargestFile, setWorkers, watchFiles } from './operations';
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
          setBy={setWorkers}
          unit="workers"
          onChange={(count) => void runOperation(setWorkers, { count })}
        />
      </Row>
      <Row title="Largest file" note="Larger files are skipped and listed under Files.">
        <NumberField
          label="Largest file"
          value={maxFileMb()}
          setBy={setLargestFile}
          unit="MB"
          onChange={(megabytes) => void runOperation(setLargestFile, { megabytes })}
        />
      </Row>
      <Row
        title="Time limit per file"
        note="If a file takes longer, the scan moves on and reports the file as not fully checked."
      >
        <NumberField
          label="Time limit per file"
          value={fileBudgetS()}
          setBy={setFileTime}
          unit="s"
          onChange={(seconds) => void runOperation(setFileTime, { seconds })}
        />
      </Row>
      <Row
        title="Watch files"
        note="Scans the open folder again whenever its files change, reading only those. Not for archives, and not where the browser cannot remember folders."
      >
        <Switch
          label="Watch files"
          checked={wantsWatching()}
          onChange={(on) => void runOperation(watchFiles, { on })}
        />
      </Row>
    </Section>
  );
}
