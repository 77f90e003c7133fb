/** Which findings: those marked in the list, those it shows, or all of the project. */
import { For } from 'solid-js';
import { selectedFindings } from '../../data';
import type { Extent } from './collect';

const TITLES: Record<Extent, string> = {
  marked: 'Marked',
  shown: 'Listed (filters apply)',
  all: 'All, including hidden',
};

export function ExtentChoice(props: { extent: Extent; onChange: (extent: Extent) => void }) {
  const extents = (): Extent[] =>
    selectedFindings().size > 0 ? ['marked', 'shown', 'all'] : ['shown', 'all'];
  return (
    <fieldset class="share-extent">
      <legend>Which findings</legend>
      <For each={extents()}>
        {(extent) => (
          <label class="share-check">
            <input
              type="radio"
              name="extent"
              checked={props.extent === extent}
              onChange={() => props.onChange(extent)}
            />
            <span>{TITLES[extent]}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
