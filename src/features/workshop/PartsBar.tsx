/** The chosen code over the rule that was made of it: a press on a part turns it into a metavariable, and back. */
import { createMemo, createResource, For, type JSX, Show } from 'solid-js';
import { treesOf } from '../../data';
import { chosenCode, openOnly, openParts } from './chosen-code';
import { type Part, partsOf, pressed, stretchesOf } from './parts';

export function PartsBar(): JSX.Element {
  let host!: HTMLPreElement;
  const code = createMemo(chosenCode, undefined, { equals: (a, b) => a?.code === b?.code });
  const [parts] = createResource(code, async ({ language, code: text }) => {
    const path = `case.${language}`;
    const trees = await treesOf({ path, text, language }).catch(() => undefined);
    return partsOf(text, trees?.grammar ?? []);
  });
  const stretches = () => {
    const now = code();
    return now ? stretchesOf(now.code, parts.latest ?? [], openParts()) : [];
  };
  const press = (part: Part) => {
    openOnly(pressed(openParts(), part));
    // The stretches are others now; the one in this place has the focus again.
    const there = [...host.querySelectorAll('button')].findLast(
      (one) => Number(one.getAttribute('data-from')) <= part.from,
    );
    there?.focus();
  };
  return (
    <Show when={code() && (parts.latest?.length ?? 0) > 0}>
      <section class="workshop-parts" aria-label="Parts that may be anything">
        <p class="dim">
          Press a part of the code to let it be anything; press it again for the whole argument.
        </p>
        <pre class="code scroll" ref={host}>
          <For each={stretches()}>
            {(stretch) => (
              <Show when={stretch.part} fallback={stretch.text}>
                {(part) => (
                  <button
                    type="button"
                    class="workshop-part"
                    aria-pressed={stretch.name !== undefined}
                    aria-label={stretch.name ? `${stretch.text}, anything as ${stretch.name}` : stretch.text}
                    title={stretch.name && stretch.text}
                    data-from={stretch.from}
                    onClick={() => press(part())}
                  >
                    {stretch.name ?? stretch.text}
                  </button>
                )}
              </Show>
            )}
          </For>
        </pre>
      </section>
    </Show>
  );
}
