/** One icon and word per view. */
import { For, Show } from 'solid-js';
import { currentRoute } from '../data';
import { Icon } from '../ui/Icon';
import { roving } from '../ui/roving';
import { features } from './features';
import './rail.css';

export function Rail() {
  return (
    <nav class="rail" aria-label="Views" ref={roving}>
      <For each={features.filter((feature) => feature.inRail)}>
        {(feature) => (
          <a
            class="rail-item"
            href={`#${feature.route}`}
            aria-current={currentRoute().path === feature.route ? 'page' : undefined}
          >
            <Show when={feature.icon}>{(path) => <Icon path={path()} size={20} />}</Show>
            <span>{feature.title}</span>
          </a>
        )}
      </For>
    </nav>
  );
}
