/** What Assay is, and what it is made of. */
import { createResource, createSignal, Show } from 'solid-js';
import { fetchAsset } from '../../platform';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Row, Section } from './Section';

export function AboutSection() {
  const [open, setOpen] = createSignal(false);
  return (
    <Section title="About">
      <p class="settings-about">
        Assay analyses code in this tab. It has no server and sends nothing: the page's own policy forbids
        requests to any other place, and the status bar counts them.
      </p>
      <Row title="Licences" note="What this site is made of, and under which licences.">
        <Button onClick={() => setOpen(true)}>Show licences</Button>
      </Row>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Licences" size="wide">
        <Notices />
      </Dialog>
    </Section>
  );
}

function Notices() {
  const [text] = createResource(async () =>
    (await fetchAsset('THIRD-PARTY-NOTICES.txt', 'The list of licences')).text(),
  );
  return (
    <Show
      when={!text.error}
      fallback={<p>The list could not be loaded. It is the file THIRD-PARTY-NOTICES.txt of the site.</p>}
    >
      <pre class="settings-notices">{text() ?? 'Loading…'}</pre>
    </Show>
  );
}
