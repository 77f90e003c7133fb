/** Paths below one another, each with the reason why it is on the list; as many as a project can have. */
import { For, type JSX, Show } from 'solid-js';
import { visibleText } from '../../kernel/visible-text';
import { FileIcon } from '../../ui/FileIcon';
import { createVirtualRows } from '../../ui/virtual-rows';

interface Listed {
  path: string;
  isFolder: boolean;
}

interface ReasonListProps<File extends Listed> {
  label: string;
  files: readonly File[];
  why: (file: File) => string;
  /** What can be done about it, at the end of the row. */
  action?: (file: File) => JSX.Element;
  /** In place of the list where there are none. */
  children: JSX.Element;
}

/** px; a finger needs more. */
const rowHeight = () => (matchMedia('(pointer: coarse)').matches ? 60 : 46);

/** Those whose path has all words of the filter. */
export function withPath<File extends Listed>(files: readonly File[], filter: string): readonly File[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)));
}

export function ReasonList<File extends Listed>(props: ReasonListProps<File>): JSX.Element {
  const rows = createVirtualRows(() => props.files.length, rowHeight);
  return (
    <Show when={props.files.length > 0} fallback={props.children}>
      <div
        class="reason-list scroll"
        ref={rows.ref}
        onScroll={rows.onScroll}
        tabindex="0"
        role="list"
        aria-label={props.label}
      >
        <div class="file-tree-canvas" role="presentation" style={{ height: `${rows.height()}px` }}>
          <For each={rows.visible()}>
            {(index) => (
              <Show when={props.files[index]}>
                {(file) => <ReasonRow {...props} file={file()} index={index} />}
              </Show>
            )}
          </For>
        </div>
      </div>
    </Show>
  );
}

function ReasonRow<File extends Listed>(
  props: ReasonListProps<File> & { file: File; index: number },
): JSX.Element {
  return (
    <div
      class="reason-row"
      role="listitem"
      aria-posinset={props.index + 1}
      aria-setsize={props.files.length}
      style={{ transform: `translateY(${props.index * rowHeight()}px)` }}
    >
      <FileIcon path={props.file.path} folder={props.file.isFolder ? 'closed' : undefined} />
      <span class="reason-text">
        <span class="code truncate" title={visibleText(props.file.path)}>
          {visibleText(props.file.path)}
          {props.file.isFolder ? '/' : ''}
        </span>
        <span class="reason-why truncate dim" title={props.why(props.file)}>
          {props.why(props.file)}
        </span>
      </span>
      {props.action?.(props.file)}
    </div>
  );
}
