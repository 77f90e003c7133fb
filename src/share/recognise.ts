/**
 * Tells by its content whether a file holds findings, and of which kind: names are not asked, but for a file that
 * claims to and does not, which is told apart from one that is something else.
 */
import { SHARE_FORMAT, type SharedDocument } from './file-format';
import { isExportedCsv, isExportedJson, readExportedCsv, readExportedJson } from './formats/read-export';
import { get, isFields } from './lenient';
import { readDocument } from './read-document';
import { bad, good, type Read } from './result';
import { isSarif, readSarif, streamSarif } from './sarif';

/** Names that files of findings usually have. */
export const CLAIMING_NAME = /\.(sarif|sarif\.json|assay\.json)(\.gz|\.zip)?$/i;
const SARIF_NAME = /\.sarif(\.json)?(\.gz)?$/i;
/** The same in the first characters, for files that were cut off. */
const SARIF_HEAD = /"\$schema"\s*:\s*"[^"]*sarif/i;
const OUR_HEAD = /"format"\s*:\s*"assay-findings"|^\{"version":\d+,"tool":\{"name":"Assay"/i;
const HEAD_CHARACTERS = 4096;

/** The findings of a file, what is wrong with them, or undefined for a file of something else. */
export function readFindings(text: string, fileName: string): Read<SharedDocument> | undefined {
  const content = text.replace(/^\ufeff/, '');
  const project = projectName(fileName);
  if (isExportedCsv(content)) return good(readExportedCsv(content, project));
  const head = content.slice(0, HEAD_CHARACTERS);
  const isClaimed = CLAIMING_NAME.test(fileName) || SARIF_HEAD.test(head) || OUR_HEAD.test(head);
  if (!isClaimed && !/^\s*\{/.test(head)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return isClaimed ? damaged(error) : undefined;
  }
  return readValue(value, project) ?? (isClaimed ? foreign() : undefined);
}

/** Whether a file whose text begins so is SARIF that can be read in pieces. */
export function isStreamable(head: string, fileName: string): boolean {
  return /^\ufeff?\s*\{/.test(head) && (SARIF_HEAD.test(head) || SARIF_NAME.test(fileName));
}

/** The same of SARIF in pieces, which are asked for more than once. */
export async function streamFindings(
  open: () => AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<Read<SharedDocument>> {
  try {
    return (await streamSarif(open, projectName(fileName))) ?? foreign();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return damaged(error);
    throw error;
  }
}

function readValue(value: unknown, project: string): Read<SharedDocument> | undefined {
  if (isFields(value) && get(value, 'format') === SHARE_FORMAT) return readDocument(value);
  if (isSarif(value)) return readSarif(value, project);
  return isExportedJson(value) ? good(readExportedJson(value, project)) : undefined;
}

/** What the findings are called: the file's name without its endings. */
function projectName(fileName: string): string {
  return fileName.replace(/(\.(sarif|assay|json|csv|gz|zip))+$/i, '') || fileName;
}

function damaged(error: unknown): Read<never> {
  return bad(
    'findings-damaged',
    'The findings file is damaged or incomplete.',
    error instanceof Error ? error.message : String(error),
    'Ask the sender for the file again, or create it again.',
  );
}

function foreign(): Read<never> {
  return bad(
    'findings-foreign',
    'This file contains no readable findings.',
    'It is neither SARIF 2.1.0 nor a file saved by Assay.',
    'Open a SARIF file, or a file that was shared or exported by Assay.',
  );
}
