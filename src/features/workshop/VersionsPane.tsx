/** Earlier versions of this rule and of others, each as what it would change if it took the place of what is written. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { DiffView, linesDiff } from '../../editor';
import { describeAge } from '../../kernel/format';
import { languageOfPath } from '../../kernel/languages';
import { casesPath } from '../../share';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { OperationButton } from '../../ui/OperationButton';
import { type RuleVersion, versions } from './history';
import { restoreVersion } from './operations';
import { written } from './state';

export function VersionsPane(): JSX.Element {
  /** This rule's first, each with its number among all. */
  const listed = createMemo(() => {
    const all = versions().map((version, number) => ({ version, number }));
    const isOwn = ({ version }: { version: RuleVersion }) => version.path === written().path;
    return [...all.filter(isOwn), ...all.filter((one) => !isOwn(one))];
  });
  const [picked, setPicked] = createSignal<RuleVersion>();
  const chosen = () => listed().find(({ version }) => version === picked()) ?? listed()[0];
  return (
    <Show
      when={chosen()}
      fallback={
        <EmptyState title="No versions yet">
          Each time a rule is saved, and each time another takes its place here, it is kept as a version.
        </EmptyState>
      }
    >
      {(one) => (
        <div class="pane-column">
          <ul class="workshop-versions scroll" aria-label="Versions">
            <For each={listed()}>
              {({ version }) => (
                <li>
                  <Button
                    kind="quiet"
                    aria-current={version === one().version ? 'true' : undefined}
                    onClick={() => setPicked(version)}
                  >
                    <span>{describeAge(version.savedMs, Date.now())}</span>
                    <span class="code dim truncate">{version.path}</span>
                  </Button>
                </li>
              )}
            </For>
          </ul>
          <div class="workshop-bar">
            <OperationButton operation={restoreVersion} input={{ version: one().number }}>
              Restore this version
            </OperationButton>
          </div>
          <Changes version={one().version} />
        </div>
      )}
    </Show>
  );
}

function Changes(props: { version: RuleVersion }): JSX.Element {
  const parts = createMemo(() =>
    [
      [written().text, props.version.text, props.version.path] as const,
      [written().cases, props.version.cases, casesPath(props.version.path)] as const,
    ].filter(([now, then]) => now !== then),
  );
  return (
    <div class="workshop-changes scroll">
      <Show when={parts().length === 0}>
        <p class="dim">It is the same as what is written now.</p>
      </Show>
      <For each={parts()}>
        {([now, then, path]) => (
          <DiffView
            lines={linesDiff(1, now.split('\n'), then.split('\n'))}
            language={languageOfPath(path)}
            label={`What the version changes in ${path}`}
          />
        )}
      </For>
    </div>
  );
}
