/** Tabs after the ARIA pattern: one tab stop, arrows move and select. */

import { For, type JSX } from 'solid-js';
import { formatCount } from '../kernel/format';
import './tabs.css';

export interface Tab<T extends string> {
  id: T;
  title: string;
  count?: number;
}

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  selected: T;
  onSelect: (id: T) => void;
  /** The panel of the selected tab. */
  children: JSX.Element;
}

export function Tabs<T extends string>(props: TabsProps<T>) {
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = props.tabs.findIndex((tab) => tab.id === props.selected);
    const next = props.tabs[(index + step + props.tabs.length) % props.tabs.length];
    if (next === undefined) return;
    props.onSelect(next.id);
    event.currentTarget.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={props.label} onKeyDown={move}>
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              class="tab"
              role="tab"
              id={`tab-${tab.id}`}
              aria-selected={tab.id === props.selected}
              aria-controls={`panel-${tab.id}`}
              tabIndex={tab.id === props.selected ? 0 : -1}
              onClick={() => props.onSelect(tab.id)}
            >
              {tab.title}
              {tab.count === undefined ? '' : ` ${formatCount(tab.count)}`}
            </button>
          )}
        </For>
      </div>
      <div
        class="tab-panel"
        role="tabpanel"
        id={`panel-${props.selected}`}
        aria-labelledby={`tab-${props.selected}`}
      >
        {props.children}
      </div>
    </div>
  );
}
