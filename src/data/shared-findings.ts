/** Findings from outside as the page opens, keeps and compares them; all the work is done by the reader's worker. */
import type { ErrorEnvelope, RuleInfo } from '../../workers/protocol';
import { type Connection, connectWorker } from '../../workers/rpc';
import { notify, notifyError } from '../kernel/notices';
import { spawnFindingsReader } from '../platform';
import { CLAIMING_NAME } from '../share';
import { store, storeId, storeLost, storePort, whileItImports } from './backend';
import type { Comparison, FindingsReader, Opened, Original } from './findings-reader/contract';
import { currentProjectId, openProject, removeProject, showProject } from './project';
import { rules } from './rules';
import { noteTemporary, takeLeft, temporary } from './temporary';

/** The reader's worker with the store worker that it writes to. */
let life: { reader: Promise<Connection<FindingsReader>>; storeId: unknown } | undefined;

/** Asks the reader's worker, which is started when it is first wanted, and anew when it or its store has died. */
export async function askReader<T>(
  question: (reader: Connection<FindingsReader>['service']) => Promise<T>,
): Promise<T> {
  const known = await life?.reader.catch(() => undefined);
  if (known === undefined || known.closed() !== undefined || life?.storeId !== storeId()) {
    life = { reader: startReader(), storeId: storeId() };
  }
  const { service } = await (life as NonNullable<typeof life>).reader;
  // A store that has died never answers the reader.
  return whileItImports(() => Promise.race([question(service), storeLost()]));
}

async function startReader(): Promise<Connection<FindingsReader>> {
  const { connection } = connectWorker<FindingsReader>(spawnFindingsReader(), 'The findings reader');
  await connection.service.useStore(await storePort());
  return connection;
}

/** Files dropped at once that may be findings; more are a project. */
const MAX_FILES = 20;
/** How JSON, Assay's CSV, zip and UTF-16 begin, read as UTF-8. */
const MAY_BE_FINDINGS = /^\s*(?:\{|ruleId,)|^PK|^\ufffd{2}/u;
const GZIP = 0x1f;
const TAR = /\.(tar|tar\.gz|tgz)$/i;

/**
 * Opens files as findings if that is what they hold: shown, and not kept until the person says so. False for files of
 * something else. What is wrong with them is told.
 */
export async function openFindings(files: readonly File[]): Promise<boolean> {
  if (files.length === 0 || files.length > MAX_FILES) return false;
  for (const file of files) if (!(await mayBeFindings(file))) return false;
  const opened = await askReader(async (reader) => reader.openFiles([...files], await knownRules()));
  if (opened.kind === 'other') return false;
  if (opened.kind === 'opened') await show(opened.projectId, undefined);
  else tell(opened.error);
  return true;
}

async function mayBeFindings(file: File): Promise<boolean> {
  if (TAR.test(file.name)) return false;
  const head = await file.slice(0, 256).text();
  return CLAIMING_NAME.test(file.name) || MAY_BE_FINDINGS.test(head) || head.charCodeAt(0) === GZIP;
}

function tell({ message, detail, help }: ErrorEnvelope): void {
  notify('error', message, undefined, [detail, help].filter(Boolean).join(' '));
}

/** Opens the findings of a share link; answers with what is wrong with it. */
export async function openFindingsLink(link: string): Promise<ErrorEnvelope | undefined> {
  const before = temporary();
  if (before?.link === link && (await store.holdTemporary(before.projectId))) {
    await openProject(before.projectId);
    return undefined;
  }
  const opened = await read(link);
  if (opened.kind === 'opened') await show(opened.projectId, link);
  return opened.kind === 'failed' ? opened.error : undefined;
}

async function read(link: string): Promise<Opened> {
  return askReader(async (reader) => reader.openLink(link, await knownRules()));
}

/** One is shown at a time: what was shown before and not kept goes. */
async function show(projectId: number, link: string | undefined): Promise<void> {
  const before = temporary();
  const project = await store.query('project', { projectId });
  if (project?.isTemporary) noteTemporary({ projectId, ...(link !== undefined && { link }) });
  else noteTemporary(undefined);
  await openProject(projectId);
  if (before !== undefined && before.projectId !== projectId) await store.deleteProject(before.projectId);
}

/** Shows again, after a reload, what this tab showed and did not keep; removes what tabs that are gone have left. */
export async function resumeTemporary(): Promise<number | undefined> {
  const before = temporary();
  const projectId = before && ((await holdAgain(before.projectId)) ?? (await readAgain(before.link)));
  if (projectId === undefined) noteTemporary(undefined);
  else await showProject(projectId);
  void store.removeTemporary().catch((error: unknown) => notifyError(error));
  return projectId;
}

async function holdAgain(projectId: number): Promise<number | undefined> {
  return (await store.holdTemporary(projectId, takeLeft())) ? projectId : undefined;
}

async function readAgain(link: string | undefined): Promise<number | undefined> {
  const opened = link === undefined ? undefined : await read(link);
  if (opened?.kind !== 'opened') return undefined;
  noteTemporary({ projectId: opened.projectId, ...(link !== undefined && { link }) });
  return opened.projectId;
}

/** Makes what is shown one of the person's own projects. */
export async function keepFindings(projectId: number): Promise<void> {
  await store.keepProject(projectId);
  noteTemporary(undefined);
  if (currentProjectId() === projectId) await showProject(projectId);
}

/** Lets go of what is shown and not kept. */
export async function closeFindings(): Promise<void> {
  const shown = temporary();
  if (shown !== undefined) await removeProject(shown.projectId);
}

/** Looks the findings of a shared project up in a scanned one. */
export async function lookUpFindings(sharedId: number, checkoutId: number): Promise<Comparison | undefined> {
  const ruleIds = rules.infos().map(({ id }) => id);
  return askReader(async (reader) =>
    reader.lookUp({ sharedId, checkoutId, ruleIds, known: await knownRules() }),
  );
}

/** The files of SARIF that a project came from, with what was decided of their results; none where they were not kept. */
export function originalsOf(projectId: number): Promise<Original[]> {
  return askReader((reader) => reader.originals(projectId));
}

/** Built-in rules are the same everywhere, and here they have their documentation. */
async function knownRules(): Promise<RuleInfo[]> {
  return [...(await rules.builtin())];
}
