/** What several programs found of one fault is one finding, and nothing that anybody found is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleInfo } from '../../workers/protocol';
import type { SharedDocument, SharedFinding, SharedRule } from './file-format';
import { decodeFile, encodeFile } from './formats/assay-file';
import { joinFaults, placeName } from './same-faults';

const rule = (tool: string, id: string, cwe: string[] = []): SharedRule => ({
  ...{ id, tool, cwe, dialect: 'ast-grep', languages: ['python'], nativeSeverity: '', message: id, tags: [] },
});

const at = (line: number, end = line) => ({
  start: { line, col: 1, offset: 0 },
  end: { line: end, col: 9, offset: 0 },
});

const finding = (place: number, line: number, more: Partial<SharedFinding> = {}): SharedFinding => ({
  ...{ rule: place, severity: 'medium', language: 'python', ...at(line) },
  ...{ identity: `i${place}-${line}`, anchor: 'a', message: `m${place}`, ...more },
});

const documentOf = (rules: SharedRule[], findings: SharedFinding[]): SharedDocument => ({
  ...{ format: 'assay-findings', version: 3, generator: 'x', project: 'p', rules },
  files: [{ path: 'a.py', language: 'python', findings }],
});

const RULES = [
  rule('Bandit', 'B307', ['CWE-78']),
  rule('Semgrep', 'py.eval', ['CWE-95', 'CWE-78']),
  rule('Pylint', 'W0123'),
];
const OURS = { id: 'python/eval', equivalents: ['pylint/W0123'], cwe: ['CWE-95'] } as unknown as RuleInfo;

const shown = ({ document }: ReturnType<typeof joinFaults>) =>
  document.files[0]?.findings.map((one) => {
    const { id, tool } = document.rules[one.rule] ?? {};
    return [one.start.line, one.severity, tool, id];
  });

describe('findings of several programs', () => {
  it('are one where place and weakness are the same, with all who found it', () => {
    const joined = joinFaults(
      documentOf(RULES, [finding(0, 4), finding(1, 4, { severity: 'high' }), finding(2, 9)]),
      [],
    );
    expect(shown(joined)).toEqual([
      [4, 'high', 'Semgrep, Bandit', 'py.eval + B307'],
      [9, 'medium', 'Pylint', 'W0123'],
    ]);
    const [one] = joined.document.files[0]?.findings ?? [];
    expect(one?.code?.labels?.map(({ message }) => message)).toEqual(['Bandit (B307): m0']);
    expect(joined.document.rules[one?.rule ?? 0]?.cwe).toEqual(['CWE-95', 'CWE-78']);
    expect(joined.parts.get(placeName({ path: 'a.py', identity: 'i0-4' }))).toEqual({
      path: 'a.py',
      identity: 'i1-4',
    });
    expect(decodeFile(encodeFile(joined.document))).toMatchObject({ ok: true });
  });

  it('are about the same where our rule says what other programs call it', () => {
    const both = documentOf(RULES, [finding(1, 4), finding(2, 4)]);
    expect(shown(joinFaults(both, []))).toHaveLength(2);
    expect(shown(joinFaults(both, [OURS]))).toEqual([[4, 'medium', 'Semgrep, Pylint', 'py.eval + W0123']]);
  });

  it('stay apart on other lines, of one program, and where one spans half a file', () => {
    const apart = [
      [finding(0, 4), finding(1, 5)],
      [finding(0, 4), finding(0, 4)],
      [finding(0, 1, at(1, 80)), finding(1, 4)],
      [finding(0, 4), finding(1, 1, at(1, 80))],
      [finding(0, 4, { gone: true }), finding(1, 4)],
    ];
    for (const findings of apart) expect(shown(joinFaults(documentOf(RULES, findings), []))).toHaveLength(2);
  });

  it('are open where one of them is', () => {
    const dealt = { status: { kind: 'dismissed' as const, step: 'elsewhere', why: 'no' } };
    const joined = joinFaults(
      documentOf(RULES, [finding(0, 4, { ...dealt, severity: 'critical' }), finding(1, 4)]),
      [],
    );
    expect(joined.document.files[0]?.findings.map(({ status }) => status)).toEqual([undefined]);
  });

  it('are all there again, each once, as a finding or as a part of one', () => {
    const some = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 12 }), fc.nat(12)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(some, (made) => {
        const findings = made.map(([place, line, more], index) =>
          finding(place, line, { ...at(line, line + more), identity: `i${index}` }),
        );
        const { document, parts } = joinFaults(documentOf(RULES, findings), [OURS]);
        const kept = document.files[0]?.findings.map(({ identity }) => identity) ?? [];
        const joined = [...parts.keys()].map((name) => (JSON.parse(name) as string[])[1]);
        expect([...kept, ...joined].sort()).toEqual(findings.map(({ identity }) => identity).sort());
        for (const { identity } of parts.values()) expect(kept).toContain(identity);
        const labels = document.files[0]?.findings.flatMap(({ code }) => code?.labels ?? []) ?? [];
        expect(labels).toHaveLength(parts.size);
      }),
    );
  });
});
