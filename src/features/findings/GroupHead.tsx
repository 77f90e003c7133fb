/** The head of a group: what its findings share, and how many they are. */
import { type JSX, Match, Show, Switch } from 'solid-js';
import { type FindingGroup, type GroupBy, type Severity, WORST_FIRST } from '../../../workers/protocol';
import { rules } from '../../data';
import { formatCount, splitPath } from '../../kernel/format';
import { Chevron } from '../../ui/Chevron';
import { FileIcon } from '../../ui/FileIcon';
import { InlineCode } from '../../ui/InlineCode';
import { SeverityIcon, severityName } from '../../ui/SeverityIcon';

interface HeadProps {
  by: GroupBy;
  /** Undefined for a moment, while its element outlives it. */
  group: FindingGroup | undefined;
  isOpen: boolean;
}

interface GroupHeadProps extends HeadProps {
  id: string;
  onToggle: () => void;
  position: number;
  setSize: number;
  rowIndex: number;
  isActive: boolean;
}

export function GroupHead(props: GroupHeadProps): JSX.Element {
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
      <span class="findings-head-title truncate" role="gridcell" title={props.group?.key}>
        <Title {...props} />
      </span>
      <span class="findings-head-count number" role="gridcell">
        {formatCount(props.group?.count ?? 0)}
        <span class="unseen"> {props.group?.count === 1 ? 'finding' : 'findings'}</span>
      </span>
    </div>
  );
}

/** The head of the group that is being scrolled through, over its rows: a picture of it. The list takes its clicks. */
export function StuckHead(props: HeadProps & { pushed: number }): JSX.Element {
  return (
    <div class="findings-stuck" aria-hidden="true">
      <div class="findings-head" style={{ transform: `translateY(${props.pushed}px)` }}>
        <span class="findings-head-title truncate" title={props.group?.key}>
          <Title {...props} />
        </span>
        <span class="findings-head-count number">{formatCount(props.group?.count ?? 0)}</span>
      </div>
    </div>
  );
}

function Title(props: HeadProps): JSX.Element {
  const key = () => props.group?.key ?? '';
  const severity = () => WORST_FIRST.find((one): one is Severity => one === key());
  const title = () => (props.by === 'rule' ? rules.titleOf(key()) : undefined);
  return (
    <>
      <Chevron isOpen={props.isOpen} />
      <Switch
        fallback={
          <>
            <span class="findings-head-rule">{title() ?? key()}</span>
            <Show when={title()}>
              <span class="findings-head-id">{key()}</span>
            </Show>
            <Show when={props.group?.message}>
              {(message) => (
                <span class="findings-head-message truncate">
                  <InlineCode text={withoutTitle(message(), title())} />
                </span>
              )}
            </Show>
          </>
        }
      >
        <Match when={props.by === 'severity' && severity()}>
          {(known) => (
            <>
              <SeverityIcon severity={known()} label={false} />
              {severityName(known())}
            </>
          )}
        </Match>
        <Match when={props.by === 'file'}>
          <FileIcon path={key()} />
          <span class="truncate dim-path">{splitPath(key()).folder}</span>
          <span class="truncate-late">{splitPath(key()).name}</span>
        </Match>
      </Switch>
    </>
  );
}

/** Messages begin with the name of the fault, which the title has said already. */
function withoutTitle(message: string, title: string | undefined): string {
  const start = `${title}: `;
  return title !== undefined && message.startsWith(start) ? message.slice(start.length) : message;
}
