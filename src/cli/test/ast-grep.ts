/**
 * ast-grep's tests: YAML documents with a rule's `id` and lists of `valid` and `invalid` code. What its snapshots say of
 * invalid code, the matched stretch and the code after the fix, must be so.
 */
import { dirname } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Finding, RuleSource } from '../../../workers/protocol';
import type { Ran, RuleTest, TestFolder } from './tests';
import { ruleFilesOf } from './tests';

interface TestDocument {
  id: string;
  valid: string[];
  invalid: string[];
}

interface RuleWithSource {
  file: RuleSource;
  language: unknown;
}

interface Snapshot {
  fixed?: string | undefined;
  labels: { source: string; style: string; start: number; end: number }[];
}

export function astGrepTests(folder: TestFolder, withSnapshots: boolean): RuleTest[] {
  const files = ruleFilesOf(folder).filter(
    ({ path, text }) => !path.endsWith('.toml') && !/^rules\s*:/m.test(text),
  );
  const documents = new Map(files.map((file) => [file, documentsIn(file.text)]));
  const rules = new Map<string, RuleWithSource>();
  const tests: { path: string; document: TestDocument }[] = [];
  for (const file of files) {
    for (const document of documents.get(file) ?? []) {
      const test = testFrom(document);
      if (test) tests.push({ path: file.path, document: test });
      else if (typeof document.id === 'string' && typeof document.rule === 'object')
        rules.set(document.id, { file, language: document.language });
    }
  }
  const shared = files.filter(
    (file) => /(^|\/)(sgconfig\.ya?ml)$/.test(file.path) || documents.get(file)?.some(isUtil),
  );
  return tests.flatMap(({ path, document }) => {
    const rule = rules.get(document.id);
    const snapshots = withSnapshots ? snapshotsOf(folder, path, document.id) : undefined;
    const sources = rule ? [...shared.filter((one) => one !== rule.file), rule.file] : [];
    const language = typeof rule?.language === 'string' ? { language: rule.language } : {};
    return [oneTest(path, document, sources, language, snapshots)];
  });
}

function oneTest(
  path: string,
  { id, valid, invalid }: TestDocument,
  sources: RuleSource[],
  language: { language?: string },
  snapshots: Map<string, Snapshot> | undefined,
): RuleTest {
  const codes = [...valid, ...invalid];
  return {
    kind: 'ast-grep',
    path,
    sources,
    codes: codes.map((text) => ({ path: 'case', text, ...language })),
    judge: (tried) =>
      codes.map((text, at): Ran => {
        const where = `${path} (${at < valid.length ? 'valid' : 'invalid'} ${at < valid.length ? at + 1 : at - valid.length + 1})`;
        if (sources.length === 0) {
          const faults = [`There is no rule \`${id}\` here.`];
          return { where, rule: id, verdict: 'missing', isRight: false, faults };
        }
        const result = tried[at];
        const findings = (result?.findings ?? []).filter(({ ruleId }) => ruleId === id);
        if (at < valid.length) {
          const isRight = findings.length === 0;
          return {
            where,
            rule: id,
            verdict: isRight ? 'validated' : 'noisy',
            isRight,
            faults: isRight ? [] : ['It was found.'],
          };
        }
        if (findings.length === 0)
          return { where, rule: id, verdict: 'missing', isRight: false, faults: ['Nothing was found.'] };
        const faults = snapshots ? faultsOf(snapshots.get(text), text, findings) : [];
        return { where, rule: id, verdict: 'reported', isRight: faults.length === 0, faults };
      }),
  };
}

/** What of the first match, which a snapshot is of, is not as it was. */
function faultsOf(snapshot: Snapshot | undefined, text: string, findings: readonly Finding[]): string[] {
  if (!snapshot) return ['There is no snapshot of it.'];
  const faults: string[] = [];
  const [first] = findings;
  const bytes = new TextEncoder().encode(text);
  const at = (range: Finding['range']) =>
    new TextDecoder().decode(bytes.subarray(range.start.offset, range.end.offset));
  const primary = snapshot.labels.find(({ style }) => style === 'primary');
  if (first && primary && at(first.range).trim() !== primary.source.trim())
    faults.push(`The match is \`${at(first.range)}\`, in the snapshot \`${primary.source}\`.`);
  if (snapshot.fixed !== undefined) {
    const fix = first?.fix;
    const fixed =
      fix &&
      new TextDecoder().decode(bytes.subarray(0, fix.range.start.offset)) +
        fix.text +
        new TextDecoder().decode(bytes.subarray(fix.range.end.offset));
    if (fixed?.trimEnd() !== snapshot.fixed.trimEnd())
      faults.push('The fix gives other code than the snapshot.');
  }
  return faults;
}

function snapshotsOf(folder: TestFolder, path: string, id: string): Map<string, Snapshot> | undefined {
  const place = `${dirname(path)}/__snapshots__/${id}-snapshot.yml`.replace(/^\.\//, '');
  const text = folder.get(place)?.();
  if (text === undefined) return undefined;
  const [document] = documentsIn(text);
  const all = document?.snapshots;
  if (typeof all !== 'object' || all === null) return new Map();
  return new Map(Object.entries(all).map(([code, value]) => [code, snapshotFrom(value)]));
}

function snapshotFrom(value: unknown): Snapshot {
  const { fixed, labels } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const read = Array.isArray(labels)
    ? labels.filter((one): one is Snapshot['labels'][number] => typeof one?.source === 'string')
    : [];
  return { fixed: typeof fixed === 'string' ? fixed : undefined, labels: read };
}

function testFrom(document: Record<string, unknown>): TestDocument | undefined {
  const { id, valid = [], invalid = [], rule } = document;
  const isTest =
    typeof id === 'string' && rule === undefined && ('valid' in document || 'invalid' in document);
  if (!isTest) return undefined;
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  return { id, valid: texts(valid), invalid: texts(invalid) };
}

/** Global utilities have a rule and an id, and no message; who loads them with rules that use them does no harm. */
function isUtil({ id, rule, message, severity }: Record<string, unknown>): boolean {
  return typeof id === 'string' && rule !== undefined && message === undefined && severity === undefined;
}

function documentsIn(text: string): Record<string, unknown>[] {
  return parseAllDocuments(text).flatMap((document) => {
    // One that is broken is told when it is loaded as a rule.
    if (document.errors.length > 0) return [];
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      return typeof value === 'object' && value !== null ? [value as Record<string, unknown>] : [];
    } catch {
      // Anchors that are used too often: files of build servers have such, and rules do not.
      return [];
    }
  });
}
