/** The bar at the top: what is open, what a scan is doing, the way to everything else. */

import { For, Show } from 'solid-js';
import type { Project } from '../../workers/protocol';
import { currentProject, currentRoute, isScanning, navigate, scan } from '../data';
import { countOf } from '../kernel/format';
import { describeKeys } from '../kernel/hotkeys';
import { isAvailable } from '../kernel/operations/operation';
import { findOperation, operationsOn } from '../kernel/operations/registry';
import { startOperation } from '../kernel/operations/run';
import { Button } from '../ui/Button';
import { ICONS, Icon } from '../ui/Icon';
import { Kbd } from '../ui/Kbd';
import { Menu } from '../ui/Menu';
import { roving } from '../ui/roving';
import './header.css';
import { visibleText } from '../kernel/visible-text';
import { describeRate } from './format';
import { Mark } from './Mark';

export function Header(props: { openPalette: () => void }) {
  return (
    <header class="header" ref={roving}>
      <a class="header-home" href="#/" title="Start page">
        <Mark />
        <span class="header-name">Assay</span>
      </a>
      <Show when={currentProject()}>{(project) => <ProjectMenu project={project()} />}</Show>
      <ScanState />
      <button
        type="button"
        class="command-box"
        aria-haspopup="dialog"
        onClick={() => props.openPalette()}
        title="Go to file, rule or command"
      >
        <Icon path={ICONS.search} />
        <span class="command-box-text">Go to file, rule or command</span>
        <Kbd keys={describeKeys('Mod-p')} />
      </button>
      <nav class="header-actions" aria-label="Actions">
        <For each={actions()}>
          {(action) => (
            <Button
              kind={action.primary ? 'primary' : 'plain'}
              class="header-action"
              icon={action.icon}
              aria-label={action.label}
              onClick={action.run}
            >
              <span class="header-action-text">{action.label}</span>
            </Button>
          )}
        </For>
      </nav>
    </header>
  );
}

function ProjectMenu(props: { project: Project }) {
  const isShared = () => props.project.sourceKind === 'shared';
  const items = () =>
    operationsOn('menu').map((one) => ({ id: one.id, label: one.title, disabled: !isAvailable(one) }));
  const pick = (id: string) => {
    const picked = findOperation(id);
    if (picked !== undefined) void startOperation(picked);
  };
  return (
    <Menu
      class="header-project"
      title="Project"
      label={
        <span class="truncate">
          {visibleText(props.project.name)}
          <span class="dim number header-files">
            {' '}
            · {isShared() ? 'shared findings' : countOf(props.project.files, 'file')}
          </span>
        </span>
      }
      items={items()}
      onPick={pick}
    />
  );
}

function ScanState() {
  return (
    <Show when={isScanning()}>
      <span class="header-scan number dim truncate">{describeRate(scan.state())}</span>
      <Button class="header-cancel" keys="Esc" onClick={cancelScan}>
        Cancel
      </Button>
    </Show>
  );
}

function cancelScan(): void {
  const cancel = findOperation('scan.cancel');
  if (cancel !== undefined) void startOperation(cancel);
}

interface Action {
  label: string;
  icon: string;
  primary: boolean;
  run: () => void;
}

/** With a project: what can be done with its findings. On the bare start page: the views that need none. */
function actions(): Action[] {
  if (currentProject() !== undefined) {
    return [
      ...operationAction('export.open', 'Export', ICONS.download, false),
      ...operationAction('share.open', 'Share…', ICONS.share, true),
    ];
  }
  if (currentRoute().path !== '/') return [];
  const go = (path: string) => () => navigate(path);
  const all = [
    { label: 'Rules', icon: ICONS.filter, primary: false, path: '/rules' },
    { label: 'Settings', icon: ICONS.settings, primary: false, path: '/settings' },
  ];
  return all.map(({ path, ...action }) => ({ ...action, run: go(path) }));
}

function operationAction(id: string, label: string, icon: string, primary: boolean): Action[] {
  const found = findOperation(id);
  return found === undefined ? [] : [{ label, icon, primary, run: () => void startOperation(found) }];
}
