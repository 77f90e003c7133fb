/** The open files as a strip over the code. */
import { createEffect, For, type JSX, Show } from 'solid-js';
import { draftOf } from '../../data';
import { splitPath } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { FileIcon } from '../../ui/FileIcon';
import { ICONS, Icon } from '../../ui/Icon';
import { roving } from '../../ui/roving';
import { closeFile, openFiles, showFile } from './open-files';

export function OpenFiles(props: { path: string }): JSX.Element {
  return (
    <nav class="open-files" aria-label="Open files" ref={roving}>
      <For each={openFiles()}>{(path) => <OpenFile path={path} isShown={path === props.path} />}</For>
    </nav>
  );
}

function OpenFile(props: { path: string; isShown: boolean }): JSX.Element {
  let element!: HTMLSpanElement;
  const name = () => visibleText(splitPath(props.path).name);
  createEffect(() => props.isShown && element.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  return (
    <span class="open-file" classList={{ shown: props.isShown }} ref={element}>
      <button
        type="button"
        class="open-file-name"
        title={visibleText(props.path)}
        aria-current={props.isShown ? 'page' : undefined}
        onClick={() => props.isShown || showFile(props.path)}
        onAuxClick={(event) => event.button === 1 && closeFile(props.path)}
      >
        <FileIcon path={props.path} />
        {name()}
        <Show when={draftOf(props.path)}>
          <span class="open-file-unsaved" role="img" aria-label="not saved" title="Not saved" />
        </Show>
      </button>
      <button
        type="button"
        class="open-file-close"
        aria-label={`Close ${name()}`}
        title={`Close ${name()}`}
        onClick={() => closeFile(props.path)}
      >
        <Icon path={ICONS.close} size={12} />
      </button>
    </span>
  );
}
