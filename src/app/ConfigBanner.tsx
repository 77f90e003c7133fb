/** What the open project's own configuration takes out of the results or changes in them, over every view of it. */
import { Show } from 'solid-js';
import {
  configKey,
  createQuery,
  currentProjectId,
  currentRoute,
  readConfigUse,
  VIEWS_OF_A_PROJECT,
} from '../data';
import { ICONS, Icon } from '../ui/Icon';
import { InlineCode } from '../ui/InlineCode';
import { OperationButton } from '../ui/OperationButton';
import './completeness-banner.css';
import { useConfigOperation } from './project-operations';

export function ConfigBanner() {
  const kept = createQuery('setting', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { key: configKey(projectId) };
  });
  const shown = () => {
    const use = readConfigUse(kept());
    const isShown = use !== undefined && use.text !== '' && VIEWS_OF_A_PROJECT.has(currentRoute().path);
    return isShown ? use : undefined;
  };
  return (
    <Show when={shown()}>
      {(use) => (
        <section class="completeness" aria-label="The project’s own configuration">
          <Icon path={ICONS.warning} size={18} />
          <p class="completeness-text">
            <InlineCode text={use().text} /> {use().isUsed ? '' : 'You scan without it.'}
          </p>
          <div class="completeness-actions">
            <OperationButton operation={useConfigOperation} input={{ use: !use().isUsed }}>
              {use().isUsed ? 'Scan without it' : 'Scan with it'}
            </OperationButton>
          </div>
        </section>
      )}
    </Show>
  );
}
