/** A page with a list and what is chosen in it: side by side, or in turns where there is no room. */
import { type JSX, Show } from 'solid-js';
import { SplitPane } from './SplitPane';

interface ListAndDetailProps {
  /** Under which the place of the border is kept. */
  id: string;
  title: string;
  /** Of the border, for screen readers. */
  label: string;
  /** The width of the list at first, the least of it, and the least of the rest; px. */
  widths: { initial: number; min: number; minOther: number };
  isNarrow: boolean;
  /** Where they take turns: the detail is shown. */
  isReading: boolean;
  list: JSX.Element;
  detail: JSX.Element;
  /** Its width decides whether it is narrow. */
  ref: (element: HTMLDivElement) => void;
}

export function ListAndDetail(props: ListAndDetailProps): JSX.Element {
  return (
    <div class="page-of-panes" ref={props.ref}>
      <h1 class="unseen">{props.title}</h1>
      <Show
        when={props.isNarrow}
        fallback={
          <SplitPane
            id={props.id}
            label={props.label}
            direction="row"
            sized="first"
            {...props.widths}
            first={props.list}
            second={props.detail}
          />
        }
      >
        <Show when={props.isReading} fallback={props.list}>
          {props.detail}
        </Show>
      </Show>
    </div>
  );
}
