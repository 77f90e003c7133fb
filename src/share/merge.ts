/** Several documents as one, so that files of findings that were dropped together are read together. */
import type { Completeness, Gap } from '../../workers/protocol';
import type { SharedDocument, SharedFile } from './file-format';

export function mergeDocuments(
  documents: readonly SharedDocument[],
  project: string,
): SharedDocument | undefined {
  const [first, ...others] = documents;
  if (first === undefined || others.length === 0) return first;
  const rules: SharedDocument['rules'] = [];
  const files = new Map<string, SharedFile>();
  for (const document of documents) {
    const offset = rules.length;
    rules.push(...document.rules);
    for (const { findings, snippets, ...file } of document.files) {
      const known = files.get(file.path) ?? { ...file, findings: [] };
      files.set(file.path, known);
      for (const finding of findings) known.findings.push({ ...finding, rule: finding.rule + offset });
      if (snippets) known.snippets = [...(known.snippets ?? []), ...snippets];
    }
  }
  const tools = documents.flatMap(({ source }) => source?.tools ?? [{ name: 'Assay' }]);
  const completeness = mergeCompleteness(documents);
  return {
    ...first,
    project,
    source: { kind: 'sarif', tools },
    ...(completeness && { completeness }),
    rules,
    files: [...files.values()],
  };
}

/** Together they are as whole as the least whole; where one says nothing, nothing is known. */
function mergeCompleteness(documents: readonly SharedDocument[]): Completeness | undefined {
  const all = documents.map(({ completeness }) => completeness);
  if (all.includes(undefined)) return undefined;
  const gaps = all.flatMap((one): Gap[] =>
    one?.state === 'partial' ? one.gaps : one?.state === 'failed' ? [one.gap] : [],
  );
  return gaps.length === 0 ? { state: 'whole' } : { state: 'partial', done: 0, total: 0, gaps };
}
