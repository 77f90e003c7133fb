/** A project that was open before, with how it stood then. */
import { Show } from 'solid-js';
import type { Project } from '../../../workers/protocol';
import { createQuery, type Origin, originKey } from '../../data';
import { describeAge } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { IconButton } from '../../ui/Button';
import { ICONS } from '../../ui/Icon';
import { SeverityBar } from '../../ui/SeverityBar';
import { describeDate, describeFindings, describeGaps, describeKind } from './describe';
import { deleteStored, openStored } from './operations';

export function RecentProject(props: { project: Project }) {
  const open = () => void runOperation(openStored, { project: props.project.id });
  const origin = createQuery('setting', () =>
    props.project.sourceKind === 'shared' ? { key: originKey(props.project.id) } : undefined,
  );
  const tools = () => {
    const text = origin();
    return text === undefined ? [] : (JSON.parse(text) as Origin).tools.map(({ name }) => name);
  };
  return (
    <li class="open-project">
      <button type="button" class="open-project-main" onClick={open}>
        <span class="open-project-name truncate">{visibleText(props.project.name)}</span>
        <Show when={describeGaps(props.project)}>
          {(gaps) => (
            <span class="open-project-note" title={gaps()}>
              {gaps()}
            </span>
          )}
        </Show>
        <span class="open-project-facts dim number truncate">{describeFindings(props.project)}</span>
        <span class="open-project-facts dim number truncate">
          {describeKind(props.project, tools())} ·{' '}
          <span title={`First opened ${describeDate(props.project.createdMs)}`}>
            {describeAge(props.project.openedMs, Date.now())}
          </span>
        </span>
        <SeverityBar counts={props.project.counts} />
      </button>
      <IconButton
        class="open-project-remove"
        icon={ICONS.trash}
        label={`Delete ${visibleText(props.project.name)}`}
        onClick={() => void runOperation(deleteStored, { project: props.project.id })}
      />
    </li>
  );
}
