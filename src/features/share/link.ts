/** Share links and files of this page's findings. */
import type { Project } from '../../../workers/protocol';
import { currentProject } from '../../data';
import { saveFile } from '../../platform';
import {
  encodeFile,
  FILE_EXTENSION,
  type FittedLink,
  fitLink,
  makeDocument,
  type Shareable,
  type ShareOptions,
} from '../../share';
import { detailsOf, withSnippets } from './collect';
import { fileName } from './file-name';

/** The program's name in documents; versions of the format are told by the format. */
const GENERATOR = 'Assay';
/** No link holds more; the file has no such limit. */
const MOST_IN_LINK = 4000;

/** The longest link of the first of these findings; undefined if not even one fits. */
export async function makeLink(ids: number[], withCode: boolean): Promise<FittedLink | undefined> {
  const project = currentProject();
  if (project === undefined) return undefined;
  const findings = await load(ids.slice(0, MOST_IN_LINK), withCode);
  return fitLink(findings, shareOptions(project, withCode), `${location.href.split('#')[0]}#/shared?d=`);
}

/** Saves all of these findings as a file that Assay opens. */
export async function saveShareFile(ids: number[], withCode: boolean): Promise<void> {
  const project = currentProject();
  if (project === undefined) return;
  const text = encodeFile(makeDocument(await load(ids, withCode), shareOptions(project, withCode)));
  saveFile(fileName(project.name, FILE_EXTENSION), new Blob([text], { type: 'application/json' }));
}

async function load(ids: number[], withCode: boolean): Promise<Shareable[]> {
  const details = await detailsOf(ids);
  return withCode ? withSnippets(details) : details;
}

function shareOptions({ name, completeness }: Project, withCode: boolean): ShareOptions {
  return { project: name.slice(0, 300), generator: GENERATOR, withCode, completeness };
}
