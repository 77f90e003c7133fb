/** The whole page is the drop area while something is dragged over it. */
import { createSignal, onCleanup, onMount } from 'solid-js';
import { openDropped } from '../data';
import { notifyError } from '../kernel/notices';
import { watchDrops } from '../platform';
import { ICONS, Icon } from '../ui/Icon';
import './drop-overlay.css';

export function DropOverlay() {
  const [over, setOver] = createSignal(false);
  onMount(() => {
    const stop = watchDrops({
      over: setOver,
      dropped: (what) =>
        void what
          .then(openDropped)
          .catch((error) => notifyError(error, 'The dropped items could not be opened')),
    });
    onCleanup(stop);
  });
  return (
    <div class="drop-overlay" classList={{ over: over() }} aria-hidden="true">
      <div class="drop-overlay-card">
        <Icon path={ICONS.folderDown} size={44} />
        <p class="drop-overlay-title">Drop to scan</p>
        <p class="dim">A folder, a ZIP or tar.gz archive, rule files or a findings file</p>
      </div>
    </div>
  );
}
