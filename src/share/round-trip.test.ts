import fc from 'fast-check';
import type { Region } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Completeness, Gap } from '../../workers/protocol';
import { plainMessage } from '../kernel/inline-code';
import { importedFiles, importedRules, makeDocument, type Shareable } from './document';
import { fitLink } from './fit';
import { decodeFile, encodeFile } from './formats/assay-file';
import { csv } from './formats/csv';
import type { ExportInput } from './formats/export';
import { json } from './formats/json';
import { decodeLink, encodeLink } from './formats/link';
import { readExportedCsv, readExportedJson } from './formats/read-export';
import { sarif } from './formats/sarif';
import { readSarif } from './sarif';
import { shareables } from './testing';
import { sarifErrors } from './testing-sarif';

/** As the first release wrote it. */
const VERSION_1 =
  '1.4w.eJxVjUEKwjAURK9SZqUwhh8rKO68gBcIfxGbaFu0KU0pFfHuUl3J286b5xDiI4E45eyfhRhrBHQOXdrEyd9BS4fWTz5XQ9OPUO6IurnVIM6p-G2cqi6SN21ebGHJkpZbofDAPXEVCSD8pQqgfHkhzlUc-hFHLDereY23Kv9qqh_RQi88';

const options = (withCode: boolean) => ({ project: 'näme', generator: 'Assay 0.1.0', withCode });

function exportOf(findings: Shareable[]): ExportInput {
  const rules = findings.flatMap(({ rule }) => rule ?? []);
  return {
    tool: { name: 'Assay', version: '0.1.0' },
    rules,
    findings: findings.map(({ path, finding }) => ({ path, finding })),
    problems: [{ kind: 'bad-rule', message: 'no', path: 'a b.yml', line: 3, col: 1, help: 'repair it' }],
    completeness: { state: 'whole' },
  };
}

const textOf = (parts: Iterable<string>) => [...parts].join('');

describe('a shared document', () => {
  it('comes back from a file as it went', () => {
    fc.assert(
      fc.property(shareables, fc.boolean(), (findings, withCode) => {
        const document = makeDocument(findings, options(withCode));
        expect(decodeFile(encodeFile(document))).toEqual({ ok: true, value: document });
      }),
    );
  });

  it('comes back from a link as it went, but for docs', async () => {
    await fc.assert(
      fc.asyncProperty(shareables, fc.boolean(), async (findings, withCode) => {
        const document = makeDocument(findings, options(withCode));
        const rules = document.rules.map(({ doc: _, ...rule }) => rule);
        const link = await encodeLink(document);
        expect(link).toMatch(/^[\w.-]+$/);
        expect(await decodeLink(link)).toEqual({ ok: true, value: { ...document, rules } });
      }),
    );
  });

  it('gives the findings back whole when code goes along', () => {
    fc.assert(
      fc.property(shareables, (findings) => {
        const document = makeDocument(findings, options(true));
        const back = importedFiles(document).flatMap(({ path, findings: all }) =>
          all.map(({ finding }) => ({ path, finding })),
        );
        const paths = [...new Set(findings.map(({ path }) => path))];
        const sent = paths.flatMap((path) => findings.filter((one) => one.path === path));
        expect(back).toEqual(sent.map(({ path, finding }) => ({ path, finding })));
        expect(new Set(importedRules(document, new Map()).map(({ id }) => id))).toEqual(
          new Set(findings.map(({ finding }) => finding.ruleId)),
        );
      }),
    );
  });

  it('quotes no code unless asked to', () => {
    const secret = 'hunter2-password';
    fc.assert(
      fc.property(shareables, (findings) => {
        const leaky = findings.map(({ path, finding, rule }) => ({
          path,
          rule,
          snippet: { startLine: 1, text: secret },
          finding: {
            ...finding,
            message: `Do not keep ${secret} here`,
            excerpt: `x = "${secret}"`,
            metavars: { V: { text: secret } },
            fix: { range: finding.range, text: secret },
            labels: [],
            flow: [{ kind: 'source' as const, range: finding.range, excerpt: secret, note: secret }],
            status: { kind: 'suppressed' as const, line: 1, comment: `// ${secret}` },
          },
        }));
        expect(encodeFile(makeDocument(leaky, options(false)))).not.toContain(secret);
        if (leaky.length > 0) expect(encodeFile(makeDocument(leaky, options(true)))).toContain(secret);
      }),
    );
  });

  it('says why a finding was dismissed, with code and without', () => {
    const [one] = fc.sample(
      shareables.filter((all) => all.length > 0),
      { numRuns: 1, seed: 5 },
    )[0] as Shareable[];
    const dismissed = { ...(one as Shareable) };
    const why = 'a branch that cannot be taken was left out';
    const status = { kind: 'dismissed' as const, step: 'dead-branches', why };
    dismissed.finding = { ...dismissed.finding, status };
    for (const withCode of [false, true]) {
      const [file] = importedFiles(makeDocument([dismissed], options(withCode)));
      expect(file?.findings[0]?.finding.status).toEqual(status);
    }
    // A reason that a person gave elsewhere may quote the code.
    dismissed.finding = { ...dismissed.finding, status: { ...status, step: 'elsewhere' } };
    const [file] = importedFiles(makeDocument([dismissed], options(false)));
    expect(file?.findings[0]?.finding.status).toEqual({ kind: 'dismissed', step: 'elsewhere', why: '' });
  });
});

/** What a scan that was cut off says of itself. */
const PARTIAL: Extract<Completeness, { state: 'partial' }> = {
  ...{ state: 'partial', done: 18, total: 70 },
  gaps: [
    { kind: 'interrupted', count: 50, message: 'The scan was interrupted.', examples: [] },
    { kind: 'unreadable', count: 2, message: '2 files could not be read.', examples: ['src/a.js: no'] },
  ],
};

describe('completeness', () => {
  const bare = { ...PARTIAL, gaps: PARTIAL.gaps.map((gap) => ({ ...gap, examples: [] })) };

  it('travels in files and links, without the paths of files that have no findings', async () => {
    const document = makeDocument([], { ...options(false), completeness: PARTIAL });
    const read = decodeFile(encodeFile(document));
    expect(read).toMatchObject({ ok: true, value: { completeness: bare } });
    expect(await decodeLink(await encodeLink(document))).toEqual(read);
    const failed = {
      ...options(false),
      completeness: { state: 'failed' as const, gap: PARTIAL.gaps[0] as Gap },
    };
    expect(await decodeLink(await encodeLink(makeDocument([], failed)))).toMatchObject({
      value: { completeness: { state: 'failed' } },
    });
  });

  it('is refused where it is none', () => {
    const document = { ...makeDocument([], options(false)), completeness: { state: 'whole-ish' } };
    expect(decodeFile(JSON.stringify(document))).toMatchObject({
      ok: false,
      error: { code: 'share-invalid' },
    });
  });

  it('comes first in every export', () => {
    const input = { ...exportOf([]), completeness: PARTIAL };
    const text = textOf(json.encode(input));
    expect(JSON.parse(text).completeness).toEqual(PARTIAL);
    expect(text.indexOf('"completeness"')).toBeLessThan(text.indexOf('"findings"'));
    expect(readExportedJson(JSON.parse(text), 'p').completeness).toEqual(PARTIAL);

    const log = JSON.parse(textOf(sarif.encode(input)));
    expect(sarifErrors(log)).toEqual([]);
    const [invocation] = log.runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications.slice(0, 2)).toMatchObject([
      { level: 'error', descriptor: { id: 'interrupted' } },
      {
        level: 'error',
        descriptor: { id: 'unreadable' },
        message: { text: expect.stringContaining('src/a.js') },
      },
    ]);

    const [, notice] = parseCsv(textOf(csv.encode(input)));
    expect(notice?.slice(0, 3)).toEqual([
      'assay/not-whole',
      '',
      'Partial results: 18 of 70 files were checked. The scan was interrupted. 2 files could not be read.',
    ]);
    const back = readExportedCsv(textOf(csv.encode(input)), 'p');
    expect(back).toMatchObject({ files: [], completeness: { state: 'partial' } });
  });

  it('is no failure where everything was checked', () => {
    const [invocation] = JSON.parse(textOf(sarif.encode(exportOf([])))).runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(true);
  });
});

describe('a message with code in it', () => {
  it('is plain text in SARIF, with its code in the Markdown beside it, and comes back as it was', () => {
    const one = sampleOne();
    const message = 'Unquoted `$@` is split';
    const finding = { ...one.finding, message, status: { kind: 'open' as const } };
    const log = JSON.parse(textOf(sarif.encode(exportOf([{ ...one, finding }]))));
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs[0].results[0].message).toEqual({ text: 'Unquoted $@ is split', markdown: message });
    const back = readSarif(log, 'p');
    expect(back).toMatchObject({ ok: true, value: { files: [{ findings: [{ message }] }] } });
  });
});

it('writes a title as what SARIF shows first, and reads it and the message back', () => {
  const one = sampleOne();
  const named = { ...one.rule, id: one.finding.ruleId, title: 'SQL injection', message: 'A query is built' };
  const log = JSON.parse(textOf(sarif.encode(exportOf([{ ...one, rule: named as typeof one.rule }]))));
  expect(sarifErrors(log)).toEqual([]);
  const [rule] = log.runs[0].tool.driver.rules;
  expect(rule).toMatchObject({
    shortDescription: { text: 'SQL injection' },
    fullDescription: { text: 'A query is built' },
  });
  expect(readSarif(log, 'p')).toMatchObject({
    value: { rules: [{ title: 'SQL injection', message: 'A query is built' }] },
  });
});

describe('a link of version 1', () => {
  it('is still read', async () => {
    const read = await decodeLink(VERSION_1);
    expect(read).toMatchObject({
      ok: true,
      value: {
        project: 'demo',
        rules: [{ id: 'no-eval', dialect: 'toml' }],
        files: [{ path: 'a.js', findings: [{ start: { line: 3 }, code: { excerpt: 'eval(x)' } }] }],
      },
    });
  });
});

describe('exports', () => {
  it('writes SARIF that its schema accepts, with every finding at its place', () => {
    fc.assert(
      fc.property(shareables, (findings) => {
        const log = JSON.parse(textOf(sarif.encode(exportOf(findings))));
        expect(sarifErrors(log)).toEqual([]);
        const [run] = log.runs;
        const told = findings.filter(
          ({ finding: { status } }) => status.kind !== 'dismissed' || status.step === 'elsewhere',
        );
        expect(run.results).toHaveLength(told.length);
        told.forEach(({ path, finding, rule }, index) => {
          const result = run.results[index];
          const { artifactLocation, region } = result.locations[0].physicalLocation;
          expect(decodeURIComponent(artifactLocation.uri)).toBe(path);
          expect(region).toMatchObject({
            startLine: finding.range.start.line,
            startColumn: finding.range.start.col,
            endLine: finding.range.end.line,
            endColumn: finding.range.end.col,
          });
          expect(result.partialFingerprints['assayFingerprint/v2']).toBe(finding.identity);
          expect(result.suppressions?.[0]?.kind).toBe(
            { open: undefined, suppressed: 'inSource', dismissed: 'external' }[finding.status.kind],
          );
          expect(result.properties.confidence).toBe(finding.confidence);
          expect(result.fixes?.[0]?.artifactChanges[0].replacements[0].insertedContent.text).toBe(
            finding.fix?.text,
          );
          const steps = result.codeFlows?.[0].threadFlows[0].locations;
          expect(
            steps?.map(({ location }: { location: { physicalLocation: { region: Region } } }) => [
              location.physicalLocation.region.startLine,
              location.physicalLocation.region.endColumn,
            ]),
          ).toEqual(finding.flow?.map((step) => [step.range.start.line, step.range.end.col]));
          const described = run.tool.driver.rules[result.ruleIndex];
          expect(described?.id).toBe(rule && finding.ruleId);
          expect(described?.properties.nativeSeverity).toBe(rule?.nativeSeverity);
        });
      }),
    );
  });

  it('writes relative addresses only, encoded', () => {
    const [uri] = locationsOf('src/a b/ü#1?.ts');
    expect(uri).toBe('src/a%20b/%C3%BC%231%3F.ts');
    expect(locationsOf('a:b/c')).toEqual(['a%3Ab/c']);
  });

  it('writes JSON that holds every finding, suppressed ones apart', () => {
    fc.assert(
      fc.property(shareables, (findings) => {
        const log = JSON.parse(textOf(json.encode(exportOf(findings))));
        const of = (isHidden: boolean) =>
          findings.filter(({ finding }) => (finding.status.kind !== 'open') === isHidden);
        for (const [list, isHidden] of [
          [log.findings, false],
          [log.suppressed, true],
        ] as const) {
          expect(list).toMatchObject(
            of(isHidden).map(({ path, finding: { ruleId, severity, message, range, ...facts } }) => ({
              ruleId,
              severity,
              message,
              path,
              start: range.start,
              end: range.end,
              identity: facts.identity,
              status: facts.status,
              origin: facts.origin,
            })),
          );
        }
      }),
    );
  });

  it('writes CSV that reads back, with no cell that is a formula', () => {
    fc.assert(
      fc.property(shareables, (findings) => {
        const [head, ...rows] = parseCsv(textOf(csv.encode(exportOf(findings))));
        expect(rows).toHaveLength(findings.length);
        rows.forEach((row, index) => {
          const { path, finding } = findings[index] as Shareable;
          const cell = (name: string) => rearm(row[head?.indexOf(name) ?? -1] ?? '');
          expect(cell('path')).toBe(path);
          expect(cell('message')).toBe(plainMessage(finding.message));
          expect(cell('excerpt')).toBe(finding.excerpt);
          expect(cell('startLine')).toBe(String(finding.range.start.line));
          for (const text of row) expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        });
      }),
    );
  });
});

describe('fitting a link', () => {
  const many = fc.sample(shareables, { numRuns: 60, seed: 7 }).flat();

  it('takes as many of the first findings as the limit allows', async () => {
    const prefix = 'https://example.org/assay/#/shared?d=';
    const fitted = await fitLink(many, options(false), prefix, 3000);
    const count = fitted?.count ?? 0;
    expect(count).toBeGreaterThan(5);
    expect(fitted?.url.length).toBeLessThanOrEqual(3000);
    const decoded = await decodeLink(fitted?.url.slice(prefix.length) ?? '');
    expect(decoded).toMatchObject({ ok: true });
    if (decoded.ok) expect(decoded.value.files.flatMap(({ findings }) => findings)).toHaveLength(count);
    const more = prefix + (await encodeLink(makeDocument(many.slice(0, count + 1), options(false))));
    expect(more.length).toBeGreaterThan(3000);
  });

  it('says so when not even one fits', async () => {
    expect(await fitLink(many, options(true), '', 20)).toBeUndefined();
  });
});

function sampleOne(): Shareable {
  const all = fc.sample(shareables, { numRuns: 50, seed: 1 }).flat();
  return all.find(({ rule }) => rule !== undefined) as Shareable;
}

function locationsOf(path: string): string[] {
  const log = JSON.parse(textOf(sarif.encode(exportOf([{ ...sampleOne(), path }]))));
  return log.runs[0].results.map(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri,
  );
}

/** A reader of RFC 4180, written from the RFC's grammar: quoted cells may hold anything, quotes doubled. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function rearm(cell: string): string {
  return /^''*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
