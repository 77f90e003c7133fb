/** A page with a list and what is chosen in it: side by side, or in turns where there is no room. */
import { type Accessor, type JSX, Show } from 'solid-js';
import { SplitPane } from './SplitPane';
import { createWidth, NARROW } from './width';

interface ListAndDetailProps {
  /** Under which the place of the border is kept. */
  id: string;
  title: string;
  /** Of the border, for screen readers. */
  label: string;
  /** The width of the list at first, the least of it, and the least of the rest; px. */
  widths: { initial: number; min: number; minOther: number };
  /** With less room than this they take turns; px. */
  narrow?: number;
  /** Where they take turns: the detail is shown. */
  isReading: boolean;
  list: JSX.Element;
  /** `back` gives the way back to the list where they take turns. */
  detail: (back: Accessor<(() => void) | undefined>) => JSX.Element;
  onBack: () => void;
}

export function ListAndDetail(props: ListAndDetailProps): JSX.Element {
  let host!: HTMLDivElement;
  const width = createWidth(() => host);
  const isNarrow = () => width() < (props.narrow ?? NARROW);
  const detail = () => props.detail(() => (isNarrow() ? props.onBack : undefined));
  return (
    <div
      class="page-of-panes"
      ref={(element) => {
        host = element;
      }}
    >
      <h1 class="unseen">{props.title}</h1>
      <Show
        when={isNarrow()}
        fallback={
          <SplitPane
            id={props.id}
            label={props.label}
            direction="row"
            sized="first"
            {...props.widths}
            first={props.list}
            second={detail()}
          />
        }
      >
        <Show when={props.isReading} fallback={props.list}>
          {detail()}
        </Show>
      </Show>
    </div>
  );
}
