/** Rule files that the project brings along: what they hold, and whether they run. */
import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { foundRules, isScanning, type RunFound } from '../../data';
import { runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { Button } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { runFound } from './operations';
import { DIALECTS } from './rule-filter';

const STATES: Record<RunFound, string> = {
  no: 'They do not run unless you turn them on.',
  'this-visit': 'They run until you close this page.',
  always: 'They run in every scan of this project.',
};

const choose = (answer: RunFound) => void runOperation(runFound, { answer });

export function ProjectRules(): JSX.Element {
  const choice = foundRules.choice;
  return (
    <Show when={foundRules.files().length > 0}>
      <section class="own-rules" aria-labelledby="project-rules-title">
        <h2 id="project-rules-title" class="own-title">
          Rule files of this project
        </h2>
        <p class="dim">{STATES[choice()]}</p>
        <ul class="own-files">
          <For each={foundRules.files()}>
            {({ path, dialect, rules }) => (
              <li class="own-file">
                <Icon path={ICONS.file} size={14} />
                <span class="code truncate" title={visibleText(path)}>
                  {visibleText(path)}
                </span>
                <span class="own-count dim number">
                  <Switch fallback={`${rules} rules`}>
                    <Match when={rules === 0}>configuration</Match>
                    <Match when={rules === 1}>1 rule</Match>
                  </Switch>
                  , {DIALECTS[dialect]}
                </span>
              </li>
            )}
          </For>
        </ul>
        <div class="own-actions">
          <Show
            when={choice() === 'no'}
            fallback={
              <Button disabled={isScanning()} onClick={() => choose('no')}>
                Stop running them
              </Button>
            }
          >
            <Button kind="primary" disabled={isScanning()} onClick={() => choose('this-visit')}>
              Run them
            </Button>
          </Show>
          <Show when={choice() !== 'always'}>
            <Button disabled={isScanning()} onClick={() => choose('always')}>
              Always for this project
            </Button>
          </Show>
        </div>
      </section>
    </Show>
  );
}
