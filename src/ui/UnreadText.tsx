/** In place of a text that could not be read: why, and what to do. */
import { type JSX, Show } from 'solid-js';
import { Button } from './Button';
import { EmptyState } from './EmptyState';
import { ErrorPane } from './ErrorPane';
import { ICONS } from './Icon';

interface UnreadTextProps {
  title: string;
  /** What came of reading it: it was not kept and its folder is not open, or that failed. */
  text:
    | { kind: 'missing'; reason: string; canRegrant: boolean }
    | { kind: 'failed'; message: string }
    | { kind: 'text' };
  /** Asks for the folder again. */
  onRegrant: () => Promise<void>;
  onReload: () => void;
  /** What there is in its place. */
  children?: JSX.Element;
}

export function UnreadText(props: UnreadTextProps): JSX.Element {
  const missing = () => (props.text.kind === 'missing' ? props.text : undefined);
  const failure = () => (props.text.kind === 'failed' ? props.text.message : '');
  const again = async () => {
    await props.onRegrant();
    props.onReload();
  };
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
              <Button kind="primary" onClick={again}>
                Open the folder again
              </Button>
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
