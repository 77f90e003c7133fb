/** The files view: tree or skipped files on the left, the file on the right; in turns where there is no room. */
import { type Accessor, createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import './files.css';
import { leaveFile, placeFrom } from '../../code/go';
import { createQuery, currentProjectId, currentRoute, isScanning, navigate, replaceParams } from '../../data';
import { startOperation } from '../../kernel/operations/run';
import { EmptyState } from '../../ui/EmptyState';
import { ICONS } from '../../ui/Icon';
import { ListAndDetail } from '../../ui/ListAndDetail';
import { NoProject } from '../../ui/NoProject';
import { SearchField } from '../../ui/SearchField';
import { Tabs } from '../../ui/Tabs';
import { FileTree } from './FileTree';
import { FileViewer } from './FileViewer';
import { followOpenFiles } from './open-files';
import { moveFolder } from './operations';
import { SkippedFiles } from './SkippedFiles';
import { UncheckedFiles } from './UncheckedFiles';

type Tab = 'tree' | 'skipped' | 'unchecked';

export default function FilesPage(): JSX.Element {
  return (
    <Show
      when={currentProjectId() !== undefined}
      fallback={
        <NoProject icon={ICONS.folder} isOpening={isScanning()} onOpen={() => navigate('/')}>
          The project’s files and their findings appear here.
        </NoProject>
      }
    >
      <Files />
    </Show>
  );
}

function Files(): JSX.Element {
  followOpenFiles();
  const path = () => currentRoute().params.path;
  const place = createMemo(() => placeFrom(currentRoute().params), undefined, {
    equals: (a, b) => a?.line === b?.line && a?.col === b?.col,
  });
  const viewer = (back: Accessor<(() => void) | undefined>) => (
    <Show
      when={path()}
      fallback={
        <EmptyState title="Select a file" icon={ICONS.file}>
          You will see its code with all findings marked.
        </EmptyState>
      }
    >
      {(shown) => <FileViewer path={shown()} place={place()} onBack={back()} />}
    </Show>
  );
  return (
    <ListAndDetail
      id="files"
      title="Files"
      label="Width of the tree"
      widths={{ initial: 340, min: 220, minOther: 320 }}
      isReading={path() !== undefined}
      list={<Side />}
      detail={viewer}
      onBack={() => replaceParams({ path: '', line: '', col: '' })}
    />
  );
}

function openFromTree(path: string): void {
  leaveFile();
  navigate('/files', { ...currentRoute().params, path, line: '', col: '' });
}

function Side(): JSX.Element {
  const params = createMemo(() => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  });
  const files = createQuery('treeFiles', params);
  const skipped = createQuery('skipped', params);
  const unchecked = createQuery('unchecked', params);
  const [filter, setFilter] = createSignal('');
  const tab = (): Tab => {
    const { skipped, unchecked } = currentRoute().params;
    if (unchecked !== undefined) return 'unchecked';
    return skipped === undefined ? 'tree' : 'skipped';
  };
  const hasUnchecked = () => tab() === 'unchecked' || (unchecked()?.length ?? 0) > 0;
  return (
    <div class="pane-column files-side">
      <Tabs
        label="Files"
        tabs={[
          { id: 'tree', title: 'Scanned', count: files()?.length ?? 0 },
          { id: 'skipped', title: 'Skipped', count: skipped()?.length ?? 0 },
          ...(hasUnchecked()
            ? [{ id: 'unchecked' as const, title: 'Not checked', count: unchecked()?.length ?? 0 }]
            : []),
        ]}
        selected={tab()}
        onSelect={(id) =>
          replaceParams({ skipped: id === 'skipped' ? '1' : '', unchecked: id === 'unchecked' ? '1' : '' })
        }
      >
        <SearchField
          class="files-filter"
          label="Filter files by path"
          placeholder="Filter by path"
          value={filter()}
          onText={setFilter}
        />
        <Switch>
          <Match when={tab() === 'tree'}>
            <FileTree
              files={files() ?? []}
              filter={filter()}
              selected={currentRoute().params.path}
              onOpen={openFromTree}
              onMoveFolder={(from) => void startOperation(moveFolder, { from: from.replace(/\/$/, '') })}
            />
          </Match>
          <Match when={tab() === 'skipped'}>
            <SkippedFiles skipped={skipped() ?? []} filter={filter()} />
          </Match>
          <Match when={tab() === 'unchecked'}>
            <UncheckedFiles unchecked={unchecked() ?? []} filter={filter()} />
          </Match>
        </Switch>
      </Tabs>
    </div>
  );
}
