/** Puts the dialogs of this feature on the page the first time one is asked for. */
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { ExportDialog } from './ExportDialog';
import { ShareDialog } from './ShareDialog';

type Name = 'share' | 'export';

const [shown, setShown] = createSignal<Name>();
let isMounted = false;

export function showDialog(name: Name): void {
  if (!isMounted) mount();
  setShown(name);
}

function mount(): void {
  isMounted = true;
  const host = document.createElement('div');
  document.body.append(host);
  const close = () => setShown(undefined);
  render(
    () => (
      <>
        <ShareDialog open={shown() === 'share'} onClose={close} />
        <ExportDialog open={shown() === 'export'} onClose={close} />
      </>
    ),
    host,
  );
}
