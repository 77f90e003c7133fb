/** In place of a text that could not be read: why, and what to do. */
import { type JSX, Show } from 'solid-js';
import { findOperation } from '../kernel/operations/registry';
import { EmptyState } from './EmptyState';
import { ErrorPane } from './ErrorPane';
import { ICONS } from './Icon';
import { OperationButton } from './OperationButton';

interface UnreadTextProps {
  title: string;
  /** What came of reading it: it was not kept and its folder is not open, or that failed. */
  text:
    | { kind: 'missing'; reason: string; canRegrant: boolean }
    | { kind: 'failed'; message: string }
    | { kind: 'text' };
  onReload: () => void;
  /** What there is in its place. */
  children?: JSX.Element;
}

export function UnreadText(props: UnreadTextProps): JSX.Element {
  const missing = () => (props.text.kind === 'missing' ? props.text : undefined);
  const failure = () => (props.text.kind === 'failed' ? props.text.message : '');
  return (
    <Show
      when={missing()}
      fallback={<ErrorPane title="The file could not be read" message={failure()} retry={props.onReload} />}
    >
      {(why) => (
        <EmptyState
          title={props.title}
          icon={ICONS.folder}
          actions={
            <Show when={why().canRegrant}>
              <OperationButton
                kind="primary"
                operation={findOperation('scan.again')}
                input={{}}
                onDone={props.onReload}
              >
                Open the folder again
              </OperationButton>
            </Show>
          }
        >
          <p>{why().reason}</p>
          {props.children}
        </EmptyState>
      )}
    </Show>
  );
}
