/** One sentence, one place to drop a project, an example, and what was open before. */
import { For, Show } from 'solid-js';
import { createQuery, openDropped, openExample } from '../../data';
import { createAttempt } from '../../kernel/attempt';
import { pickFiles, pickFolder } from '../../platform';
import { Button } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import './open-page.css';
import { pending } from './pending-delete';
import { RecentProject } from './RecentProject';

export default function OpenPage() {
  const stored = createQuery('projects', () => ({}));
  const projects = () => stored()?.filter(({ id }) => !pending().has(id));
  return (
    <div class="open scroll">
      <div class="open-column">
        <h1 class="open-title">
          Drop in a project.
          <br />
          Know what it is made of.
        </h1>
        <p class="open-sentence">
          Find bugs, security holes and broken house rules in this tab.{' '}
          <span>Your code never leaves it.</span>
        </p>
        <DropArea />
        <Show when={projects()?.length}>
          <section class="open-recent" aria-labelledby="open-recent-title">
            <h2 id="open-recent-title">Recent projects</h2>
            <ul class="open-projects">
              <For each={projects()}>{(project) => <RecentProject project={project} />}</For>
            </ul>
          </section>
        </Show>
      </div>
    </div>
  );
}

function DropArea() {
  const [busy, attempt] = createAttempt();
  const folder = () => attempt('The folder could not be opened', async () => openDropped(await pickFolder()));
  const file = () =>
    attempt('The file could not be opened', async () =>
      openDropped(await pickFiles('.zip,.tar,.gz,.tgz,.sarif,.json,.csv')),
    );
  const example = () => attempt('The example could not be opened', openExample);
  return (
    <section class="open-drop" aria-label="Open a project">
      <span class="open-drop-icon">
        <Icon path={ICONS.folderDown} size={40} />
      </span>
      <p class="open-drop-title">Drop a folder, a ZIP or a findings file</p>
      <div class="open-actions">
        <Button kind="primary" disabled={busy()} onClick={folder}>
          Choose a folder…
        </Button>
        <Button disabled={busy()} onClick={example}>
          Open an example project
        </Button>
      </div>
      <button type="button" class="link open-file" onClick={file}>
        or choose a ZIP or tar.gz archive, or a findings file (SARIF, .assay.json)
      </button>
      <p class="open-facts dim">.gitignore is respected · Semgrep, ast-grep and TOML rules</p>
    </section>
  );
}
