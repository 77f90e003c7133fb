/** Saves findings in a format of other programs. */
import { currentProject, rules } from '../../data';
import type { Run } from '../../kernel/operations/operation';
import { saveFile } from '../../platform';
import { csv, type ExportFormat, json, markdown, sarif, VERSION } from '../../share';
import { detailsOf, type Extent, idsOf } from './collect';
import { fileName } from './file-name';
import { inSlices } from './slices';

/** What the page offers; the others are of use to build servers only. */
export const FORMATS = { sarif, json, csv, markdown } as const satisfies Record<string, ExportFormat>;

export type FormatId = keyof typeof FORMATS;

/** Saves the file and returns how many findings it holds. */
export async function exportFindings(format: ExportFormat, extent: Extent, run: Run): Promise<number> {
  const project = currentProject();
  if (project === undefined) return 0;
  const details = await detailsOf(await idsOf(extent), run);
  details.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : placeOf(a) - placeOf(b)));
  const used = new Map(details.flatMap(({ rule }) => (rule ? [[`${rule.id} ${rule.languages}`, rule]] : [])));
  const parts = await inSlices(
    format.encode({
      tool: { name: 'Assay', version: VERSION },
      rules: [...used.values()],
      findings: details,
      problems: rules.problems(),
      completeness: project.completeness,
    }),
    run.signal,
  );
  saveFile(fileName(project.name, format.extension), new Blob(parts, { type: format.mediaType }));
  return details.length;
}

function placeOf({ finding }: { finding: { range: { start: { offset: number } } } }): number {
  return finding.range.start.offset;
}
