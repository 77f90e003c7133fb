/** Places that belong to a finding and say why, where they are told in words or in other files. */
import { For, type JSX, Show } from 'solid-js';
import type { Label } from '../../../workers/protocol';
import { navigate } from '../../data';
import { InlineCode } from '../../ui/InlineCode';
import './related-places.css';

/** More would bury what the rule says. */
const MOST = 50;

export function RelatedPlaces(props: { labels: readonly Label[]; path: string }): JSX.Element {
  /** What is only marked in the same file is seen there. */
  const told = () => props.labels.filter(({ message, file }) => message || file !== undefined);
  const open = ({ file, range }: Label) =>
    navigate('/files', { path: file ?? props.path, line: String(range.start.line) });
  return (
    <Show when={told().length > 0}>
      <section class="related" aria-labelledby="related-title">
        <h3 id="related-title">Related places</h3>
        <ul aria-labelledby="related-title">
          <For each={told().slice(0, MOST)}>
            {(label) => (
              <li>
                <button type="button" class="link code" onClick={() => open(label)}>
                  {label.file ?? props.path}:{label.range.start.line}
                </button>
                <Show when={label.message}>
                  {(message) => (
                    <span>
                      <InlineCode text={message()} />
                    </span>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
