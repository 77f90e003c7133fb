/** The weaknesses and categories of a rule as items of a list, each a link to the page about it. */
import { For, type JSX, Show } from 'solid-js';
import { classUrl, owaspName } from '../kernel/classes';

interface ClassTagsProps {
  cwe: readonly string[] | undefined;
  owasp: readonly string[] | undefined;
  /** Of the items' contents. */
  class: string;
}

export function ClassTags(props: ClassTagsProps): JSX.Element {
  return (
    <For each={[...(props.cwe ?? []), ...(props.owasp ?? [])]}>
      {(id) => (
        <li>
          <Show when={classUrl(id)} fallback={<span class={props.class}>{id}</span>}>
            {(url) => (
              <a class={props.class} href={url()} target="_blank" rel="noopener noreferrer">
                {[id, owaspName(id)].filter(Boolean).join(' ')}
              </a>
            )}
          </Show>
        </li>
      )}
    </For>
  );
}
