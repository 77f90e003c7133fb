/** One sentence, one place to drop a project, an example, and what was open before. */
import { For, Show } from 'solid-js';
import { createQuery } from '../../data';
import { runOperation } from '../../kernel/operations/run';
import { ICONS, Icon } from '../../ui/Icon';
import { OperationButton } from '../../ui/OperationButton';
import './open-page.css';
import { openFile, openFolder, openTheExample } from './operations';
import { pending } from './pending-delete';
import { RecentProject } from './RecentProject';

export default function OpenPage() {
  const stored = createQuery('projects', () => ({}));
  const projects = () => stored()?.filter(({ id }) => !pending().has(id));
  return (
    <div class="open-page scroll">
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
  return (
    <section class="open-drop" aria-label="Open a project">
      <span class="open-drop-icon">
        <Icon path={ICONS.folderDown} size={40} />
      </span>
      <p class="open-drop-title">Drop a folder, a ZIP or a findings file</p>
      <div class="open-actions">
        <OperationButton kind="primary" operation={openFolder} input={{}}>
          Choose a folder…
        </OperationButton>
        <OperationButton operation={openTheExample} input={{}}>
          Open an example project
        </OperationButton>
      </div>
      <button type="button" class="link open-other" onClick={() => void runOperation(openFile, {})}>
        or choose a ZIP or tar.gz archive, or a findings file (SARIF, .assay.json)
      </button>
      <p class="open-facts dim">.gitignore is respected · Semgrep, ast-grep and TOML rules</p>
    </section>
  );
}
