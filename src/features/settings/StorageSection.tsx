/** What is stored in this browser, how much of it, and how to be rid of it. */
import { createSignal, Show } from 'solid-js';
import type { StorageInfo } from '../../../workers/protocol';
import { chosenSearchMb, createQuery, searchMb, whyNotStored } from '../../data';
import { formatBytes } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { isPersisted } from '../../platform';
import { Button } from '../../ui/Button';
import { OperationButton } from '../../ui/OperationButton';
import { Switch } from '../../ui/Switch';
import { ClearDialog } from './ClearDialog';
import { NumberField } from './NumberField';
import {
  deleteTexts,
  exportDatabase,
  keepTexts,
  persist,
  rebuildDatabase,
  setSearchMemory,
  setTextRoom,
} from './operations';
import { Row, Section } from './Section';

const MB = 1024 * 1024;

export function StorageSection() {
  const storage = createQuery('storage', () => ({}));
  return (
    <Section title={whyNotStored() === undefined ? 'Storage' : 'Storage (this tab only)'}>
      <Show when={storage()} fallback={<p class="dim">Loading…</p>}>
        {(info) => (
          <>
            <Usage info={info()} />
            <Texts info={info()} />
            <SearchMemory />
          </>
        )}
      </Show>
      <Show when={whyNotStored() === undefined}>
        <Persistence />
        <Database />
      </Show>
    </Section>
  );
}

/** The bar is what the browser allows; how much of it is used stands in proportion. */
function Usage(props: { info: StorageInfo }) {
  const results = () => Math.max(0, props.info.databaseBytes - props.info.textBytes);
  const share = (bytes: number) => `${Math.min(100, (100 * bytes) / props.info.quotaBytes)}%`;
  return (
    <div class="usage">
      <Show when={props.info.quotaBytes > 0}>
        <div class="usage-bar" aria-hidden="true">
          <span class="usage-results" style={{ width: share(results()) }} />
          <span class="usage-texts" style={{ width: share(props.info.textBytes) }} />
        </div>
      </Show>
      <p class="number">
        <span class="strong">{formatBytes(props.info.databaseBytes)}</span>
        <Show when={props.info.quotaBytes > 0}> of {formatBytes(props.info.quotaBytes)}</Show> used
        <span class="dim">
          : {formatBytes(results())} results, {formatBytes(props.info.textBytes)} file contents
        </span>
      </p>
    </div>
  );
}

function Texts(props: { info: StorageInfo }) {
  return (
    <>
      <Row
        title="Store files"
        note="Lets you read findings and files without opening the folder again. Compressed; never leaves this browser."
      >
        <Switch
          label="Store files"
          checked={props.info.keepTexts}
          onChange={(keep) => void runOperation(keepTexts, { keep })}
        />
      </Row>
      <Row
        title="Limit for stored files"
        note="Files without findings are deleted first, then the least recently used."
      >
        <NumberField
          label="Limit for stored files"
          value={Math.round(props.info.textBudgetBytes / MB)}
          setBy={setTextRoom}
          unit="MB"
          onChange={(megabytes) => void runOperation(setTextRoom, { megabytes })}
        />
        <OperationButton operation={deleteTexts} input={{}} disabled={props.info.textBytes === 0}>
          Delete stored files
        </OperationButton>
      </Row>
    </>
  );
}

function SearchMemory() {
  return (
    <Row
      title="Memory for searching"
      note={`${
        chosenSearchMb() === 0 ? `0 chooses automatically: ${searchMb()} MB on this computer. ` : ''
      }Stored files that do not fit are read when they are searched, which takes longer.`}
    >
      <NumberField
        label="Memory for searching"
        value={chosenSearchMb()}
        setBy={setSearchMemory}
        unit="MB"
        onChange={(megabytes) => void runOperation(setSearchMemory, { megabytes })}
      />
    </Row>
  );
}

function Persistence() {
  const [kept, setKept] = createSignal<boolean>();
  void isPersisted().then(setKept);
  return (
    <Row
      title="Persistent storage"
      note={
        kept()
          ? 'The browser keeps stored data until you delete it.'
          : 'The browser may delete stored data when disk space runs low.'
      }
    >
      <Show when={kept() === false} fallback={<span class="dim">{kept() ? 'On' : ''}</span>}>
        <OperationButton operation={persist} input={{}} onDone={setKept}>
          Request
        </OperationButton>
      </Show>
    </Row>
  );
}

function Database() {
  const [clearing, setClearing] = createSignal(false);
  return (
    <>
      <Row title="Export" note="Saves the whole database as one SQLite file.">
        <OperationButton operation={exportDatabase} input={{}}>
          Export database
        </OperationButton>
      </Row>
      <Row title="Rebuild" note="Recreates the indexes. Use it if the database is reported as damaged.">
        <OperationButton operation={rebuildDatabase} input={{}}>
          Rebuild
        </OperationButton>
      </Row>
      <Row
        title="Delete all data"
        note="Deletes all projects, findings and stored files, your rules and your settings."
      >
        <Button kind="danger" onClick={() => setClearing(true)}>
          Delete all data…
        </Button>
      </Row>
      <ClearDialog open={clearing()} onClose={() => setClearing(false)} />
    </>
  );
}
