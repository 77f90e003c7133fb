/** The bar at the top: what is open, what a scan is doing, the way to everything else. */

import { For, Show } from 'solid-js';
import type { Project } from '../../workers/protocol';
import { currentProject, currentRoute, isScanning, scan } from '../data';
import { countOf } from '../kernel/format';
import { describeKeys } from '../kernel/hotkeys';
import { isAvailable } from '../kernel/operations/operation';
import { findOperation, operationsOn } from '../kernel/operations/registry';
import { callOperation } from '../kernel/operations/run';
import { Button } from '../ui/Button';
import { ICONS, Icon } from '../ui/Icon';
import { Kbd } from '../ui/Kbd';
import { Menu } from '../ui/Menu';
import { roving } from '../ui/roving';
import './header.css';
import { visibleText } from '../kernel/visible-text';
import { describeRate } from './format';
import { Mark } from './Mark';

export function Header() {
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
        onClick={() => void callOperation('palette.open')}
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
              onClick={() => void callOperation(action.id)}
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
  return (
    <Menu
      class="header-project"
      title="Project"
      label={
        <span class="truncate">
          {visibleText(props.project.name)}
          {/* While a scan counts them, it says how far it is. */}
          <Show when={!isScanning()}>
            <span class="dim number header-files">
              {' '}
              · {isShared() ? 'shared findings' : countOf(props.project.files, 'file')}
            </span>
          </Show>
        </span>
      }
      items={items()}
      onPick={(id) => void callOperation(id)}
    />
  );
}

function ScanState() {
  return (
    <Show when={isScanning()}>
      <span class="header-scan number dim truncate">{describeRate(scan.state())}</span>
      <Button class="header-cancel" keys="Esc" onClick={() => void callOperation('scan.cancel')}>
        Cancel
      </Button>
    </Show>
  );
}

interface Action {
  id: string;
  label: string;
  icon: string;
  primary?: boolean;
}

const WITH_FINDINGS: readonly Action[] = [
  { id: 'export.open', label: 'Export', icon: ICONS.download },
  { id: 'share.open', label: 'Share…', icon: ICONS.share, primary: true },
];
const WITHOUT: readonly Action[] = [
  { id: 'view.rules', label: 'Rules', icon: ICONS.filter },
  { id: 'view.settings', label: 'Settings', icon: ICONS.settings },
];

/** With a project: what can be done with its findings. On the bare start page: the views that need none. */
function actions(): readonly Action[] {
  if (currentProject() === undefined && currentRoute().path !== '/') return [];
  const all = currentProject() === undefined ? WITHOUT : WITH_FINDINGS;
  return all.filter(({ id }) => findOperation(id) !== undefined);
}
