/** The project that is open: which one it is, and where its files can be read from. */
import { createEffect, createRoot, createSignal, on } from 'solid-js';
import { DATABASE_NAMES, type Project, type ProjectSource } from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { navigate } from '../kernel/router';
import { createSetting, numberWithin } from '../kernel/settings';
import { handleStore, isGranted, requestRead } from '../platform';
import { intake, intakeId, isIntakeAlive, store } from './backend';
import { deleteDrafts } from './kept-drafts';
import { createQuery } from './query';
import { isScanning } from './scan-state';
import { resetSession, selectFinding } from './session';
import { whyNotStored } from './storage';
import { isTemporary, noteTemporary } from './temporary';

const NONE = 0;
const [lastProject, setLastProject] = createSetting(
  'project',
  NONE,
  numberWithin(NONE, Number.MAX_SAFE_INTEGER),
);
/** From the first moment the one that was open last: what is shown waits for it instead of for a project. */
const [projectId, setProjectId] = createSignal(lastProject() === NONE ? undefined : lastProject());
/** The project whose folder is open, and the intake worker that has it open. */
const [attached, setAttached] = createSignal<{ projectId: number; intakeId: unknown }>();
const [keptHandle, setKeptHandle] = createSignal<FileSystemDirectoryHandle>();
const project = createRoot(() => {
  const query = createQuery('project', () => {
    const id = projectId();
    return id === undefined ? undefined : { projectId: id };
  });
  createEffect(
    on(query, (now, before) => {
      if (now === undefined && before !== undefined && before.id === projectId()) leaveDeleted(before);
    }),
  );
  return query;
});
const handles = handleStore(DATABASE_NAMES.handles);
let start: () => void = () => {};
const started = new Promise<void>((resolve) => {
  start = resolve;
});
/** The looking for the folder of the open project. */
let looking: Promise<unknown> = started;

/** The page has looked for the project that was open last, with whatever result. */
export function noteStarted(): void {
  start();
}

/** The open project as it is stored; a signal. */
export function currentProject(): Project | undefined {
  return project();
}

/** Its id, known before its row is; a signal. */
export function currentProjectId(): number | undefined {
  return projectId();
}

/** Whether the files of the open project can be read now; a signal. */
export function isAttached(): boolean {
  return isAttachedTo(projectId());
}

function isAttachedTo(id: number | undefined): boolean {
  const now = attached();
  return now !== undefined && now.projectId === id && isIntakeAlive(now.intakeId);
}

/** Whether one click would make them readable; a signal. */
export function canRegrant(): boolean {
  return !isAttached() && keptHandle() !== undefined;
}

/** The open project's folder, where the browser gave a handle for it; a signal. */
export function openHandle(): FileSystemDirectoryHandle | undefined {
  return keptHandle();
}

/** Shows a stored project, without its folder. */
export async function openProject(id: number): Promise<void> {
  if (id !== projectId()) resetSession();
  await showProject(id);
  await store.touchProject(id);
  navigate('/findings');
}

/** Opens the project that was open when the page was left, if it is still stored. */
export async function reopenLast(): Promise<void> {
  const id = lastProject();
  if (id === NONE) return;
  const known = whyNotStored() === undefined ? await store.query('project', { projectId: id }) : undefined;
  // A scan that was started meanwhile is what the person wants to see.
  if (isScanning() || projectId() !== id) return;
  if (known === undefined) setProjectId(undefined);
  else await showProject(id);
}

/** For the next visit. Projects that only this tab knows have ids of their own. */
function rememberProject(id: number): void {
  if (whyNotStored() === undefined) setLastProject(id);
}

/** Makes a project the open one; its selection and filters stay. Its folder is at hand, or is not wanted. */
export function enterProject(id: number): void {
  setProjectId(id);
  if (!isTemporary(id)) rememberProject(id);
  setKeptHandle(undefined);
}

/** Makes a project the open one, with its folder if the browser lets it be read without asking. */
export function showProject(id: number): Promise<void> {
  enterProject(id);
  const found = findFolder(id);
  looking = found.catch(() => {});
  return found;
}

async function findFolder(id: number): Promise<void> {
  const handle = await keptHandleOf(id);
  if (projectId() !== id) return;
  setKeptHandle(handle);
  if (handle === undefined || isAttachedTo(id) || !(await isGranted(handle))) return;
  // What a scan reads from stays open.
  if (projectId() === id && !isScanning()) await attach(id, { kind: 'handle', handle });
}

/**
 * The stored project that this folder was scanned as before, so that unchanged results are reused:
 * the one whose kept handle is the same folder, else the latest of the same name where handles cannot tell.
 */
export async function reusableProject(
  name: string,
  kind: Project['sourceKind'],
  source: ProjectSource,
): Promise<number | undefined> {
  const candidates = (await store.query('projects', {})).filter(
    (other) =>
      other.name === name && (other.sourceKind === kind || (isFolder(kind) && isFolder(other.sourceKind))),
  );
  for (const { id } of candidates) {
    const kept = source.kind === 'handle' ? await keptHandleOf(id) : undefined;
    if (source.kind !== 'handle' || kept === undefined || (await kept.isSameEntry(source.handle))) return id;
  }
  return undefined;
}

async function keptHandleOf(id: number): Promise<FileSystemDirectoryHandle | undefined> {
  return whyNotStored() === undefined ? handles.get(id) : undefined;
}

function isFolder(kind: Project['sourceKind']): boolean {
  return kind === 'handle' || kind === 'files';
}

/** Lets go of the open project and shows the start page; what is not kept is gone with that. */
export function closeProject(): void {
  const id = projectId();
  if (id !== undefined && isTemporary(id)) {
    noteTemporary(undefined);
    void store.deleteProject(id).catch((error: unknown) => notifyError(error));
  }
  setProjectId(undefined);
  rememberProject(NONE);
  selectFinding(undefined);
  resetSession();
  navigate('/');
}

type GoneListener = (projectId: number) => void;
const goneListeners: GoneListener[] = [];

/** Calls back when the open project turns out to have been deleted in another tab. */
export function whenProjectGoes(listener: GoneListener): void {
  goneListeners.push(listener);
}

function leaveDeleted({ id, name }: Project): void {
  for (const listener of goneListeners) listener(id);
  closeProject();
  notify('info', `${name} was deleted in another tab.`);
}

/** Deletes a stored project with all its findings, and the handle that was kept. */
export async function removeProject(id: number): Promise<void> {
  if (id === projectId()) closeProject();
  if (isTemporary(id)) noteTemporary(undefined);
  await store.deleteProject(id);
  if (whyNotStored() === undefined) await Promise.all([handles.delete(id), deleteDrafts(id)]);
}

/** Gives intake the files of a project, unless it has them; a directory handle is kept for the next visit. */
export async function attach(
  id: number,
  source: ProjectSource,
  opened: Promise<unknown> = intake().open(source),
): Promise<void> {
  await opened;
  setAttached({ projectId: id, intakeId: intakeId() });
  if (source.kind !== 'handle') return;
  if (projectId() === id) setKeptHandle(source.handle);
  if (whyNotStored() !== undefined) return;
  // For the next visit; this one need not wait for it.
  handles
    .put(id, source.handle)
    .catch((error) => notifyError(error, 'This browser cannot remember the folder for your next visit'));
}

/** Asks for the kept folder again; must come from a click or a key. Returns whether it may be read. */
export async function regrantHandle(): Promise<boolean> {
  // In the first moments of a visit nobody knows yet which folder that is.
  await started;
  await looking;
  if (isAttached()) return true;
  const handle = keptHandle();
  const id = projectId();
  if (handle === undefined || id === undefined || !(await requestRead(handle))) return false;
  await attach(id, { kind: 'handle', handle });
  return true;
}
