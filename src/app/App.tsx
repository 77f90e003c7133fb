/** The frame around the views. */
import { createSignal, For, lazy, onCleanup, onMount, Show } from 'solid-js';
import { codeOperations } from '../code/operations';
import { currentProjectId, currentRoute, isScanning, scan, startup } from '../data';
import { registerOperations } from '../kernel/operations/registry';
import { Progress } from '../ui/Progress';
import './app.css';
import { CompletenessBanner } from './CompletenessBanner';
import { ConfigBanner } from './ConfigBanner';
import { DropOverlay } from './DropOverlay';
import { featureOf, features } from './features';
import { Header } from './Header';
import { KeyboardHelp } from './KeyboardHelp';
import { dispatchKeys } from './keys';
import { Notices } from './Notices';
import { NotStored } from './NotStored';
import { Palette } from './palette/Palette';
import { Rail } from './Rail';
import { ScanAnnouncer } from './ScanAnnouncer';
import { StatusBar } from './StatusBar';
import { StoreTrouble } from './StoreTrouble';
import { shellOperations } from './shell-operations';
import { ViewHost } from './ViewHost';

const banners = features.flatMap(({ banner }) => (banner ? lazy(banner) : []));

export function App() {
  const [palette, setPalette] = createSignal<string>();
  const [help, setHelp] = createSignal(false);
  const inRail = features.filter((feature) => feature.inRail);
  onCleanup(
    registerOperations([
      ...shellOperations({ palette: setPalette, keyboardHelp: () => setHelp(true) }, inRail),
      ...codeOperations,
      ...features.flatMap((feature) => feature.operations ?? []),
    ]),
  );
  onMount(() => onCleanup(dispatchKeys()));
  onMount(fetchFirstView);
  const bare = () => currentRoute().path === '/' && currentProjectId() === undefined;
  return (
    <div class="app" classList={{ bare: bare() }}>
      <button type="button" class="skip-link" onClick={skipToMain}>
        Skip to main content
      </button>
      <Header />
      <NotStored />
      <Show when={isScanning()}>
        <section class="app-progress" aria-label="Progress">
          <Progress value={progress()} label="Scan" />
        </section>
      </Show>
      <Show when={!bare()}>
        <Rail />
      </Show>
      <CompletenessBanner />
      <ConfigBanner />
      <main class="app-main" id="main" tabIndex={-1}>
        <For each={banners}>{(Banner) => <Banner />}</For>
        <Show when={startup().error} fallback={<ViewHost />}>
          {(error) => <StoreTrouble error={error()} />}
        </Show>
      </main>
      <StatusBar />
      <ScanAnnouncer />
      <Notices />
      <DropOverlay />
      <Palette
        open={palette() !== undefined}
        initial={palette() ?? ''}
        onClose={() => setPalette(undefined)}
      />
      <KeyboardHelp open={help()} onClose={() => setHelp(false)} />
    </div>
  );
}

/** A scan begins with the findings: their code is there before the folder is. A failure is told where it is shown. */
function fetchFirstView(): void {
  const fetchView = () =>
    void featureOf('/findings')
      ?.load()
      .catch(() => {});
  if ('requestIdleCallback' in window) requestIdleCallback(fetchView, { timeout: 2000 });
  else setTimeout(fetchView, 500);
}

/** A button and not a link: the fragment belongs to the router. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}

function progress(): number | undefined {
  const { files, total, walked } = scan.state();
  return walked && total > 0 ? files / total : undefined;
}
