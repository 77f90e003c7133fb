/**
 * Decisions and saved searches of a team, in files of the project: after a scan the others' are taken over, and what was
 * decided and saved here is written into a file of this browser's own when the person says so.
 */
import { TEAM_EXTENSION, TEAM_FOLDER } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { notify } from '../kernel/notices';
import { canWrite, createFile, requestWrite, saveFile } from '../platform';
import { intake, store } from './backend';
import { currentProjectId, isAttached, openHandle } from './project';
import { configKey, readConfigUse } from './project-config';
import { askReader } from './shared-findings';

const WRITER_KEY = 'team.writer';

/** Takes over what the others have decided and saved, after a scan; nothing where the person scans without what comes with the project. */
export async function takeTeam(projectId: number): Promise<void> {
  const config = readConfigUse(await store.query('setting', { key: configKey(projectId) }));
  if (config?.isUsed === false) return;
  const files = await intake().teamFiles();
  // Another project may have been opened meanwhile, whose files they are.
  if (files.length === 0 || currentProjectId() !== projectId) return;
  const { taken, searches, problems } = await askReader((reader) => reader.joinTeam(projectId, files));
  if (taken + searches > 0) notify('info', `${describe(taken, searches)} of your team taken over.`);
  for (const { path, message } of problems) notify('warning', `${path}: ${message}.`);
}

/** Whether the open project's folder is at hand, so that its files can be read. */
export function canSaveTeam(): boolean {
  return currentProjectId() !== undefined && isAttached();
}

/**
 * Writes what was decided and saved here for the others to see: into the project where the browser grants it, else into a file that
 * the person puts there. Must come from a click or a key, since the browser asks for the right to write.
 */
export async function saveTeam(): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  const folder = canWrite() ? openHandle() : undefined;
  const isGranted = folder !== undefined && (await requestWrite(folder));
  // Two tabs write the same file.
  await navigator.locks.request(`assay.team.${projectId}`, async () => {
    const files = await intake().teamFiles();
    await askReader((reader) => reader.joinTeam(projectId, files));
    const writer = await writerName();
    const { file, decisions, searches } = await askReader((reader) =>
      reader.teamFile(projectId, files, writer),
    );
    const name = `${writer}${TEAM_EXTENSION}`;
    if (decisions + searches === 0) {
      notify('info', 'The project has all your decisions and searches already.');
      return;
    }
    const saved = `${describe(decisions, searches)} saved`;
    if (isGranted) {
      await createFile(folder, `${TEAM_FOLDER}/${name}`, file);
      await askReader((reader) => reader.noteTeamSaved(projectId));
      notify('success', `${saved} in ${TEAM_FOLDER}.`);
    } else {
      saveFile(name, file);
      notify('info', `${saved} as ${name}.`, undefined, `Put the file into ${TEAM_FOLDER} of the project.`);
    }
  });
}

/** Such as `2 decisions and 1 search`. */
function describe(decisions: number, searches: number): string {
  const parts = [
    ...(decisions > 0 ? [countOf(decisions, 'decision')] : []),
    ...(searches > 0 ? [countOf(searches, 'search', 'searches')] : []),
  ];
  return parts.join(' and ');
}

/** Each browser writes under a name of its own. */
async function writerName(): Promise<string> {
  const known = await store.query('setting', { key: WRITER_KEY });
  if (known !== undefined) return known;
  const name = crypto.randomUUID().slice(0, 8);
  await store.setSetting(WRITER_KEY, name);
  return name;
}
