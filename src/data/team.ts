/**
 * Decisions of a team, in files of the project: after a scan the others' are taken over, and what was decided here is
 * written into a file of this browser's own when the person says so. What both sides had when they were last the same is
 * kept with the project, so that neither side's changes are taken for what the other has not changed.
 */
import { type DecidedFinding, TEAM_EXTENSION, TEAM_FOLDER } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { notify } from '../kernel/notices';
import { canWrite, createFile, requestWrite, saveFile } from '../platform';
import { encodeRecords, nameOf, readTeam, recordChanges, type Team, takenOver } from '../share';
import { intake, store } from './backend';
import { currentProjectId, isAttached, openHandle } from './project';
import { configKey, readConfigUse } from './project-config';

const sharedKey = (projectId: number) => `project.${projectId}.team`;
const WRITER_KEY = 'team.writer';

type Decisions = Map<string, DecidedFinding>;

/** Takes over what the others have decided, after a scan; nothing where the person scans without what comes with the project. */
export async function takeTeam(projectId: number): Promise<void> {
  const config = readConfigUse(await store.query('setting', { key: configKey(projectId) }));
  if (config?.isUsed === false) return;
  const files = await intake().teamFiles();
  // Another project may have been opened meanwhile, whose files they are.
  if (files.length === 0 || currentProjectId() !== projectId) return;
  const { team, taken } = await join(projectId, files);
  if (taken > 0) notify('info', `${countOf(taken, 'decision')} of your team taken over.`);
  for (const { path, message } of team.problems) notify('warning', `${path}: ${message}.`);
}

/** Brings here and there together, as far as nobody has to write a file for it. */
async function join(projectId: number, files: { path: string; text?: string }[]) {
  const team = readTeam(files);
  const before = await lastShared(projectId);
  const taken = takenOver(before, await decisionsHere(projectId), team.decisions);
  if (taken.length > 0) await store.putDecisions(projectId, taken);
  const here = await decisionsHere(projectId);
  await noteShared(projectId, agreed(before, here, team.decisions));
  return { team, here, taken: taken.length };
}

/** What both have now; of the rest what both had. */
function agreed(before: Decisions, here: Decisions, theirs: Decisions): Decisions {
  const both = new Map(before);
  for (const name of new Set([...here.keys(), ...theirs.keys(), ...before.keys()])) {
    const [mine, other] = [here.get(name), theirs.get(name)];
    if (JSON.stringify(mine?.triage) !== JSON.stringify(other?.triage)) continue;
    if (mine) both.set(name, mine);
    else both.delete(name);
  }
  return both;
}

async function decisionsHere(projectId: number): Promise<Decisions> {
  const all = await store.query('decisions', { projectId });
  return new Map(all.map((one) => [nameOf(one), one]));
}

async function lastShared(projectId: number): Promise<Decisions> {
  const text = await store.query('setting', { key: sharedKey(projectId) });
  const all = text === undefined ? [] : (JSON.parse(text) as DecidedFinding[]);
  return new Map(all.map((one) => [nameOf(one), one]));
}

function noteShared(projectId: number, decisions: Decisions): Promise<void> {
  return store.setSetting(sharedKey(projectId), JSON.stringify([...decisions.values()]));
}

/** Whether the open project's folder is at hand, so that its files can be read. */
export function canSaveTeam(): boolean {
  return currentProjectId() !== undefined && isAttached();
}

/**
 * Writes what was decided here for the others to see: into the project where the browser grants it, else into a file that
 * the person puts there. Must come from a click or a key, since the browser asks for the right to write.
 */
export async function saveTeam(): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  const folder = canWrite() ? openHandle() : undefined;
  const isGranted = folder !== undefined && (await requestWrite(folder));
  // Two tabs write the same file.
  await navigator.locks.request(`assay.team.${projectId}`, async () => {
    const { team, here } = await join(projectId, await intake().teamFiles());
    const writer = await writerName();
    const { text, count } = await ownFile(projectId, team, here, writer);
    const name = `${writer}${TEAM_EXTENSION}`;
    if (count === 0) {
      notify('info', 'The project has all your decisions already.');
      return;
    }
    if (isGranted) {
      await createFile(folder, `${TEAM_FOLDER}/${name}`, new TextEncoder().encode(text));
      await noteShared(projectId, here);
      notify('success', `${countOf(count, 'decision')} saved in ${TEAM_FOLDER}.`);
    } else {
      saveFile(name, new Blob([text], { type: 'application/jsonl' }));
      notify(
        'info',
        `${countOf(count, 'decision')} saved as ${name}.`,
        undefined,
        `Put the file into ${TEAM_FOLDER} of the project.`,
      );
    }
  });
}

async function ownFile(projectId: number, { records }: Team, here: Decisions, writer: string) {
  const changes = recordChanges(records, await lastShared(projectId), here, writer, Date.now());
  const own = records.filter(({ by }) => by === writer);
  return { text: encodeRecords([...own, ...changes]), count: changes.length };
}

/** Each browser writes under a name of its own. */
async function writerName(): Promise<string> {
  const known = await store.query('setting', { key: WRITER_KEY });
  if (known !== undefined) return known;
  const name = crypto.randomUUID().slice(0, 8);
  await store.setSetting(WRITER_KEY, name);
  return name;
}
