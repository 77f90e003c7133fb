/** What the choices come to: findings, time and the files, with the ways to have them. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import { CONFIG_PATH, type FoundRule } from '../../../workers/protocol';
import { canEdit } from '../../data';
import { CodeBlock } from '../../editor';
import { countOf, formatMs } from '../../kernel/format';
import type { Preview } from '../../share';
import { InlineCode } from '../../ui/InlineCode';
import { OperationButton } from '../../ui/OperationButton';
import { SeverityCounts } from '../../ui/SeverityCounts';
import { Option } from './Option';
import { copySetup, saveSetup, writeSetup } from './operations';
import { choice, files, inTheWay, put, replaced, setReplaced, there } from './state';

interface ResultProps {
  preview: Preview | undefined;
  rules: readonly FoundRule[];
  isOn: (rule: FoundRule) => boolean;
}

export function ResultPane(props: ResultProps): JSX.Element {
  const cost = createMemo(() => {
    const timed = props.rules.filter((rule) => rule.cost);
    const sum = (some: readonly FoundRule[]) => some.reduce((all, rule) => all + (rule.cost?.ms ?? 0), 0);
    return { all: sum(timed), on: sum(timed.filter(props.isOn)), isKnown: timed.length > 0 };
  });
  const config = () => files().find(({ path }) => path === CONFIG_PATH)?.text ?? '';
  return (
    <aside class="setup-result" aria-label="What comes of it">
      <div role="status">
        <Show when={props.preview} fallback={<p class="dim">Counting…</p>}>
          {(preview) => (
            <p class="setup-total">
              <strong class="number">{countOf(preview().findings, 'finding')}</strong>{' '}
              <SeverityCounts counts={preview().severities} />
            </p>
          )}
        </Show>
        <p class="setup-note">
          Of the findings of the last scan, by {countOf(props.preview?.running ?? 0, 'built-in rule')}.{' '}
          <Show when={cost().isKnown} fallback="How long rules take is known after the next full scan.">
            Rules took {formatMs(cost().all)} then, of which {formatMs(cost().on)} remain.
          </Show>
          <Show when={choice().threatModels.join() !== 'remote'}>
            {' '}
            Other sources of data count from the next scan on.
          </Show>
        </p>
      </div>
      <section aria-labelledby="setup-file">
        <h2 id="setup-file" class="code">
          {CONFIG_PATH}
        </h2>
        <CodeBlock code={config()} language="toml" label="The configuration" />
      </section>
      <Show when={files().some(({ path }) => there().has(path))}>
        <fieldset class="setup-replace">
          <legend>These files are there already</legend>
          <For each={files().filter(({ path }) => there().has(path))}>
            {({ path }) => (
              <Option
                kind="checkbox"
                title={
                  <>
                    Replace <code>{path}</code>
                  </>
                }
                checked={replaced().has(path)}
                onChange={(isIn) => setReplaced(new Set(put([...replaced()], path, isIn)))}
              />
            )}
          </For>
        </fieldset>
      </Show>
      <ul class="setup-next">
        <For each={files().flatMap(({ next }) => next ?? [])}>
          {(next) => (
            <li>
              <InlineCode text={next} />
            </li>
          )}
        </For>
      </ul>
      <div class="setup-actions">
        <OperationButton
          kind="primary"
          operation={canEdit() ? writeSetup : undefined}
          input={{}}
          disabled={inTheWay().length > 0}
        >
          Write {countOf(files().length, 'file')}
        </OperationButton>
        <OperationButton operation={saveSetup} input={{}} kind={canEdit() ? 'plain' : 'primary'}>
          Download
        </OperationButton>
        <OperationButton operation={copySetup} input={{}}>
          Copy
        </OperationButton>
      </div>
    </aside>
  );
}
