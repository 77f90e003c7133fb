/** What Assay is, what it is made of, and what it does in this tab right now. */
import { createResource, createSignal, onCleanup, Show } from 'solid-js';
import { aheadCount, engineReadyMs, textsInIndex, workersInUse } from '../../data';
import { countOf, formatBytes, formatCount, formatMs } from '../../kernel/format';
import { fetchAsset, heapBytes } from '../../platform';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Row, Section } from './Section';

export function AboutSection() {
  const [open, setOpen] = createSignal(false);
  return (
    <Section title="About">
      <p class="settings-about">
        Assay analyses your code in this browser tab. There is no server, and nothing is uploaded. The page’s
        content security policy blocks requests to any other site, and the status bar counts every attempt.
      </p>
      <EngineFacts />
      <Row title="Licences" note="Licences of the open source software in this page.">
        <Button onClick={() => setOpen(true)}>Show licences</Button>
      </Row>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Licences" size="wide">
        <Notices />
      </Dialog>
    </Section>
  );
}

/** How often the memory figure is read; ms. */
const MEMORY_MS = 2000;

function EngineFacts() {
  const [heap, setHeap] = createSignal(heapBytes());
  const timer = setInterval(() => setHeap(heapBytes()), MEMORY_MS);
  onCleanup(() => clearInterval(timer));
  const start = () => {
    const ms = engineReadyMs();
    return ms === undefined ? 'starting…' : `started in ${formatMs(ms)}`;
  };
  return (
    <dl class="about-facts number">
      <dt>Engine</dt>
      <dd>
        {start()}, {countOf(workersInUse(), 'worker')}
      </dd>
      <Show when={textsInIndex()}>
        {(texts) => (
          <>
            <dt>Search</dt>
            <dd>
              {formatBytes(texts().bytes)} for {countOf(texts().searchable - texts().elsewhere, 'file')}
              <Show when={texts().elsewhere > 0}>
                , {countOf(texts().elsewhere, 'file')} read from storage when searched
              </Show>
            </dd>
          </>
        )}
      </Show>
      <Show when={aheadCount().asked > 0}>
        <dt>Asked ahead</dt>
        <dd>
          {formatCount(aheadCount().ready)} of {countOf(aheadCount().asked, 'answer')} about names ready
          before asked for ({Math.round((100 * aheadCount().ready) / aheadCount().asked)} %)
        </dd>
      </Show>
      <Show when={heap()}>
        {(bytes) => (
          <>
            <dt>Page memory</dt>
            <dd>{formatBytes(bytes())}</dd>
          </>
        )}
      </Show>
    </dl>
  );
}

function Notices() {
  const [text] = createResource(async () =>
    (await fetchAsset('THIRD-PARTY-NOTICES.txt', 'The list of licences')).text(),
  );
  return (
    <Show
      when={!text.error}
      fallback={
        <p>The list could not be loaded. You can open THIRD-PARTY-NOTICES.txt on this site instead.</p>
      }
    >
      <pre class="settings-notices">{text() ?? 'Loading…'}</pre>
    </Show>
  );
}
