/** A share link of this page. */
import type { Project } from '../../../workers/protocol';
import { type FittedLink, fitLink, type Shareable, type ShareOptions } from '../../share';

/** The program's name in documents; versions of the format are told by the format. */
const GENERATOR = 'Assay';

export function shareOptions({ name, completeness }: Project, withCode: boolean): ShareOptions {
  return { project: name.slice(0, 300), generator: GENERATOR, withCode, completeness };
}

/** The longest link of the first findings; undefined if not even one fits. */
export function makeLink(findings: Shareable[], options: ShareOptions): Promise<FittedLink | undefined> {
  return fitLink(findings, options, `${location.href.split('#')[0]}#/shared?d=`);
}
