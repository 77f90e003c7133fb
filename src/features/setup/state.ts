/** What has been chosen so far, and what follows from it; signals. It stays while one looks at something else. */
import { createMemo, createRoot, createSignal } from 'solid-js';
import { CONFIG_PATH } from '../../../workers/protocol';
import { currentProjectId } from '../../data';
import {
  type CiKind,
  ciFile,
  configText,
  isCommand,
  type NewFile,
  PROPOSED_CHOICE,
  type SetupChoice,
  type TakenOver,
  valuesOf,
} from '../../share';

const [choice, setChoice] = createSignal<SetupChoice>(PROPOSED_CHOICE);
const [kinds, setKinds] = createSignal<readonly CiKind[]>([]);
const [command, setCommand] = createSignal('assay');
/** What other tools say, and the paths of those that are taken over. */
const [foreign, setForeign] = createSignal<readonly TakenOver[]>([]);
const [taken, setTaken] = createSignal<readonly string[]>([]);
/** Which of the files are in the project already, and which of them may be replaced. */
const [there, setThere] = createSignal<ReadonlySet<string>>(new Set());
const [replaced, setReplaced] = createSignal<ReadonlySet<string>>(new Set());
let project: number | undefined;

/** Paths that may be there already, whatever is chosen. */
export const POSSIBLE = [
  CONFIG_PATH,
  '.github/workflows/assay.yml',
  '.gitlab-ci.yml',
  '.gitlab/assay.yml',
  'Jenkinsfile',
  'Jenkinsfile.assay',
  '.githooks/pre-commit',
] as const;

/** Begins again where another project was set up before. */
export function enter(): void {
  if (project === currentProjectId()) return;
  project = currentProjectId();
  setChoice(PROPOSED_CHOICE);
  setKinds([]);
  setForeign([]);
  setTaken([]);
  setReplaced(new Set<string>());
}

export function change(patch: Partial<SetupChoice>): void {
  setChoice((now) => ({ ...now, ...patch }));
}

/** The list with something in it or not, in the order in which it was chosen. */
export function put<T>(list: readonly T[], one: T, isIn: boolean): T[] {
  const others = list.filter((other) => other !== one);
  return isIn ? [...others, one] : others;
}

const made = createRoot(() => {
  const files = createMemo((): NewFile[] => {
    const ignore = foreign()
      .filter(({ path }) => taken().includes(path))
      .flatMap((one) => one.ignore);
    const config = configText(valuesOf({ ...choice(), ignore: [...new Set(ignore)] }));
    const called = isCommand(command()) ? command() : 'assay';
    return [
      { path: CONFIG_PATH, text: config },
      ...kinds().map((kind) => ciFile(kind, called, (path) => there().has(path))),
    ];
  });
  /** Files that are there and that nobody has allowed to be replaced. */
  const inTheWay = createMemo(() => files().filter(({ path }) => there().has(path) && !replaced().has(path)));
  return { files, inTheWay };
});

export const { files, inTheWay } = made;
export {
  choice,
  command,
  foreign,
  kinds,
  replaced,
  setCommand,
  setForeign,
  setKinds,
  setReplaced,
  setTaken,
  setThere,
  taken,
  there,
};
