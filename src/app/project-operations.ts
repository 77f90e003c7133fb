/** What can be done with the open project as a whole: scan it again, go on with its scan, close it. */
import type { Completeness, Gap, GapKind } from '../../workers/protocol';
import {
  chooseAgain,
  closeProject,
  currentProject,
  currentProjectId,
  isScanning,
  scan,
  scanRest,
  setConfigUse,
} from '../data';
import { type Operation, operation } from '../kernel/operations/operation';
import { NOT_BY_PATH, NOT_OF_THE_PROJECT, OF_THE_PAGE } from '../kernel/operations/reasons';
import { Fields, Flag, NOTHING } from '../kernel/operations/schema';

const common = { group: 'Project', input: NOTHING, changes: 'settings' as const };
const isOpen = () => currentProject() !== undefined;
const canScan = () => isOpen() && !isScanning() && currentProject()?.sourceKind !== 'shared';

/** What another scan may mend. */
const PASSING: ReadonlySet<GapKind> = new Set<GapKind>([
  ...(['cancelled', 'interrupted', 'listing', 'unreadable', 'timed-out', 'no-grammar'] as const),
  ...(['crashed', 'not-loaded', 'not-stored', 'not-indexed', 'unrecorded'] as const),
]);

/** What a project's results leave out, by reason. */
export function gapsOf(completeness: Completeness | undefined): readonly Gap[] {
  if (completeness === undefined || completeness.state === 'whole') return [];
  return completeness.state === 'failed' ? [completeness.gap] : completeness.gaps;
}

const gaps = () => gapsOf(currentProject()?.completeness);
/** As far as is known: in the first moments of a visit a project has a number only. */
const mayScan = () => canScan() || (currentProjectId() !== undefined && !isOpen());
const canScanRest = () => canScan() && gaps().some(({ kind }) => PASSING.has(kind));

export const scanTheRest = operation({
  ...common,
  id: 'scan.rest',
  title: 'Scan the rest',
  description: 'Checks what the last scan of the open project left unchecked.',
  when: canScanRest,
  notOn: { ...NOT_BY_PATH, ...NOT_OF_THE_PROJECT },
  failed: 'The scan could not be continued',
  run: scanRest,
});

export const choosePlaceAgain = operation({
  ...common,
  id: 'project.choose-again',
  title: 'Choose the folder or archive again…',
  description: 'Asks for the folder or archive of the open project, and scans it.',
  when: () => canScan() && currentProject()?.sourceKind !== 'example',
  notOn: { ...NOT_BY_PATH, ...NOT_OF_THE_PROJECT },
  failed: 'Nothing was opened',
  run: chooseAgain,
});

export const useConfigOperation = operation({
  ...common,
  id: 'project.use-config',
  title: 'Use the project’s own configuration',
  description: 'Lets the configuration that lies in the open project count, or not, and scans again.',
  input: Fields({ use: Flag({ description: 'Whether it counts' }) }),
  examples: [{ use: false }],
  when: canScan,
  notOn: { ...NOT_BY_PATH, ...NOT_OF_THE_PROJECT },
  run: async ({ use }) => {
    const projectId = currentProjectId();
    if (projectId === undefined) return;
    await setConfigUse(projectId, use);
    await scan.rescan();
  },
});

export const projectOperations: readonly Operation[] = [
  operation({
    ...common,
    id: 'scan.cancel',
    title: 'Cancel the scan',
    description: 'Ends the scan that is going on.',
    keys: ['Escape'],
    when: isScanning,
    notOn: OF_THE_PAGE,
    run: () => scan.cancel(),
  }),
  operation({
    ...common,
    id: 'scan.again',
    title: 'Scan again',
    description: 'Scans the open project; unchanged files keep their results.',
    keys: ['Mod-Shift-u'],
    when: mayScan,
    notOn: NOT_BY_PATH,
    run: () => scan.rescan(),
  }),
  operation({
    ...common,
    id: 'scan.verify',
    title: 'Scan again, rechecking every file',
    description: 'Scans the open project and trusts neither sizes nor dates of files.',
    when: canScan,
    notOn: NOT_BY_PATH,
    run: () => scan.rescan({ verify: true }),
  }),
  scanTheRest,
  useConfigOperation,
  choosePlaceAgain,
  operation({
    ...common,
    id: 'project.close',
    title: 'Close the project',
    description: 'Shows the start page; what is stored of the project stays.',
    changes: 'none',
    when: isOpen,
    notOn: OF_THE_PAGE,
    run: closeProject,
  }),
];
