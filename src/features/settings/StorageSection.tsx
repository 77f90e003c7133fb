/** What is stored in this browser, how much of it, and how to be rid of it. */
import { createSignal, Show } from 'solid-js';
import { STORE_SETTINGS, type StorageInfo } from '../../../workers/protocol';
import { clearEverything, createQuery, store, whyNotStored } from '../../data';
import { formatBytes } from '../../kernel/format';
import { notify, notifyError } from '../../kernel/notices';
import { isPersisted, requestPersistence, saveFile } from '../../platform';
import { Button } from '../../ui/Button';
import { Switch } from '../../ui/Switch';
import { ClearDialog } from './ClearDialog';
import { NumberField } from './NumberField';
import { Row, Section } from './Section';

const MB = 1024 * 1024;

export function StorageSection() {
  const storage = createQuery('storage', () => ({}));
  return (
    <Section title={whyNotStored() === undefined ? 'Stored in this browser' : 'Kept in this tab only'}>
      <Show when={storage()} fallback={<p class="dim">Asking the database…</p>}>
        {(info) => (
          <>
            <Usage info={info()} />
            <Texts info={info()} />
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

/** Runs something that may fail, and says what and why. */
async function attempt(doing: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    notifyError(error, doing);
  }
}

function Usage(props: { info: StorageInfo }) {
  const share = (bytes: number) => `${Math.min(100, (100 * bytes) / Math.max(1, props.info.databaseBytes))}%`;
  return (
    <div class="usage">
      <div class="usage-bar" aria-hidden="true">
        <span class="usage-texts" style={{ width: share(props.info.textBytes) }} />
      </div>
      <p class="number">
        <span class="strong">{formatBytes(props.info.databaseBytes)}</span> in the database, of them{' '}
        <span class="strong">{formatBytes(props.info.textBytes)}</span> texts of files.
        <Show when={props.info.quotaBytes > 0}>
          <span class="dim"> The browser allows {formatBytes(props.info.quotaBytes)}.</span>
        </Show>
      </p>
    </div>
  );
}

function Texts(props: { info: StorageInfo }) {
  const keep = (on: boolean) =>
    attempt('The setting could not be stored', () =>
      store.setSetting(STORE_SETTINGS.keepTexts, on ? undefined : 'off'),
    );
  const setBudget = (mb: number) =>
    attempt('The setting could not be stored', () =>
      store.setSetting(STORE_SETTINGS.textBudget, String(mb * MB)),
    );
  const wipe = () =>
    attempt('The texts could not be deleted', async () => {
      await store.wipeTexts();
      notify('success', 'The kept texts are deleted. A scan keeps them anew.');
    });
  return (
    <>
      <Row
        title="Keep the text of files with findings"
        note="So that findings can be read in their code without the folder. Compressed, and only here."
      >
        <Switch
          label="Keep the text of files with findings"
          checked={props.info.keepTexts}
          onChange={(on) => void keep(on)}
        />
      </Row>
      <Row title="Room for texts" note="The least recently used go first.">
        <NumberField
          label="Room for texts"
          value={Math.round(props.info.textBudgetBytes / MB)}
          min={1}
          max={4096}
          unit="MB"
          onChange={(mb) => void setBudget(mb)}
        />
        <Button disabled={props.info.textBytes === 0} onClick={() => void wipe()}>
          Delete texts
        </Button>
      </Row>
    </>
  );
}

function Persistence() {
  const [kept, setKept] = createSignal<boolean>();
  void isPersisted().then(setKept);
  const ask = async () => {
    const granted = await requestPersistence();
    setKept(granted);
    if (!granted)
      notify('info', 'The browser did not agree. It may when you use this page more, or install it.');
  };
  return (
    <Row
      title="Keep it when the disk runs full"
      note={
        kept()
          ? 'The browser keeps what is stored until you delete it.'
          : 'Now the browser may delete what is stored when it needs room.'
      }
    >
      <Show when={kept() === false} fallback={<span class="dim">{kept() ? 'Agreed' : ''}</span>}>
        <Button onClick={() => void attempt('The browser could not be asked', ask)}>Ask the browser</Button>
      </Show>
    </Row>
  );
}

function Database() {
  const [clearing, setClearing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const during = async (doing: string, act: () => Promise<void>) => {
    setBusy(true);
    await attempt(doing, act);
    setBusy(false);
  };
  const exportIt = () =>
    during('The database could not be exported', async () => {
      const bytes = await store.exportDatabase();
      saveFile('assay.sqlite', new Blob([bytes], { type: 'application/vnd.sqlite3' }));
    });
  const rebuild = () =>
    during('The database could not be rebuilt', async () => {
      await store.rebuild();
      notify('success', 'The indexes are rebuilt and the database is sound.');
    });
  return (
    <>
      <Row title="Export" note="The whole database as one SQLite file.">
        <Button disabled={busy()} onClick={() => void exportIt()}>
          Export the database
        </Button>
      </Row>
      <Row title="Rebuild" note="Makes indexes and full text anew, for a database that reports damage.">
        <Button disabled={busy()} onClick={() => void rebuild()}>
          Rebuild
        </Button>
      </Row>
      <Row title="Start afresh" note="Deletes all projects, findings, texts, your rules and your settings.">
        <Button kind="danger" disabled={busy()} onClick={() => setClearing(true)}>
          Clear all that is stored…
        </Button>
      </Row>
      <ClearDialog
        open={clearing()}
        onClose={() => setClearing(false)}
        onClear={() => void attempt('The stored data could not be cleared', clearEverything)}
      />
    </>
  );
}
