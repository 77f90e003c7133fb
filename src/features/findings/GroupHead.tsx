/** The head of a group: what its findings share, and how many they are. Sticks while its rows scroll by. */
import { type JSX, Match, Switch } from 'solid-js';
import type { Severity } from '../../../workers/protocol';
import { formatCount, splitPath } from '../../kernel/format';
import { ICONS, Icon } from '../../ui/Icon';
import { SEVERITIES, SeverityIcon, severityName } from '../../ui/SeverityIcon';

interface GroupHeadProps {
  id: string;
  by: 'rule' | 'file' | 'severity' | 'none';
  key: string;
  count: number;
  position: number;
  setSize: number;
  rowIndex: number;
  isOpen: boolean;
  isActive: boolean;
  onToggle: () => void;
}

export function GroupHead(props: GroupHeadProps): JSX.Element {
  const severity = () => SEVERITIES.find((one): one is Severity => one === props.key);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the treegrid handles the keys of all its rows
    <div
      id={props.id}
      class="findings-head"
      classList={{ active: props.isActive }}
      role="row"
      aria-level="1"
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      aria-rowindex={props.rowIndex}
      aria-expanded={props.isOpen}
      onClick={() => props.onToggle()}
    >
      <span class="findings-head-title truncate" role="gridcell" title={props.key}>
        <span class="findings-chevron" classList={{ open: props.isOpen }}>
          <Icon path={ICONS.chevron} size={12} />
        </span>
        <Switch fallback={<span class="truncate">{props.key}</span>}>
          <Match when={props.by === 'severity' && severity()}>
            {(known) => (
              <>
                <SeverityIcon severity={known()} label={false} />
                {severityName(known())}
              </>
            )}
          </Match>
          <Match when={props.by === 'file'}>
            <span class="truncate dim-path">{splitPath(props.key).folder}</span>
            <span class="truncate-late">{splitPath(props.key).name}</span>
          </Match>
        </Switch>
      </span>
      <span class="findings-head-count number" role="gridcell">
        {formatCount(props.count)}
        <span class="unseen"> findings</span>
      </span>
    </div>
  );
}
