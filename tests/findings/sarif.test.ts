import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importedFiles, importedRules } from '../../src/share/document';
import type { SharedDocument } from '../../src/share/file-format';
import { decodeFile, encodeFile } from '../../src/share/formats/assay-file';
import { readFindings } from '../../src/share/recognise';

const folder = fileURLToPath(new URL('../fixtures/findings', import.meta.url));

function open(name: string): SharedDocument {
  const read = readFindings(readFileSync(join(folder, name), 'utf8'), name);
  if (!read?.ok) throw new Error(JSON.stringify(read));
  return read.value;
}

/** A log of one run with these fields. */
const logOf = (run: object) =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'T' } }, ...run }] });

function readRun(run: object): SharedDocument {
  const read = readFindings(logOf(run), 'x.sarif');
  if (!read?.ok) throw new Error(JSON.stringify(read));
  return read.value;
}

const findingsOf = (document: SharedDocument) =>
  document.files.flatMap(({ path, findings }) =>
    findings.map((finding) => ({ path, ...finding, id: document.rules[finding.rule]?.id })),
  );

/** A result at a place. */
const at = (uri: string, more: object = {}) => ({
  ruleId: 'r',
  message: { text: 'm' },
  locations: [{ physicalLocation: { artifactLocation: { uri, ...more }, region: { startLine: 1 } } }],
});

describe('SARIF of other programs', () => {
  it("reads Semgrep's: paths through files, fixes, suppressions, errors of the run", () => {
    const document = open('semgrep.sarif');
    expect(document.source).toEqual({ kind: 'sarif', tools: [{ name: 'Semgrep OSS', version: '1.99.0' }] });
    const [asserted, shell] = findingsOf(document);
    expect(asserted).toMatchObject({
      path: 'app/a b/ü.py',
      severity: 'low',
      status: { kind: 'suppressed', line: 2, comment: '' },
      origin: 'import',
    });
    expect(asserted?.identity).toMatch(/^sarif:/);
    expect(shell).toMatchObject({
      path: 'app/views.py',
      severity: 'high',
      language: 'python',
      start: { line: 14, col: 5 },
      end: { line: 14, col: 32 },
      identity: expect.stringMatching(/:9c1f4a0e5b77_0$/),
      code: {
        excerpt: 'subprocess.run(cmd, shell=True)',
        fix: { text: 'shell=False', start: { line: 14, col: 25 } },
      },
    });
    expect(shell?.flow?.map(({ kind, path, start, note }) => [kind, path, start.line, note])).toEqual([
      ['source', 'app/urls.py', 7, "Source: 'request.args' @ 'app/urls.py:7'"],
      ['propagation', undefined, 13, "Propagator : 'cmd' @ 'app/views.py:13'"],
      ['sink', undefined, 14, "Sink: 'cmd' @ 'app/views.py:14'"],
    ]);
    expect(document.files[1]?.snippets).toEqual([
      { startLine: 14, text: '    subprocess.run(cmd, shell=True)' },
    ]);
    expect(document.completeness).toMatchObject({ state: 'partial', gaps: [{ kind: 'crashed', count: 1 }] });
    const rule = importedRules(document, new Map()).find(({ id }) => id.endsWith('shell-true'));
    expect(rule).toMatchObject({ tool: 'Semgrep OSS', tags: expect.arrayContaining(['security']) });
    expect(rule?.doc).toContain('**anything**');
  });

  it("reads CodeQL's: rules of extensions, files by index, links in messages, the baseline", () => {
    const document = open('codeql.sarif');
    const [unused, xss] = findingsOf(document);
    expect(unused).toMatchObject({
      path: 'src/read.js',
      message: 'Unused variable [x].',
      gone: true,
      severity: 'low',
    });
    expect(xss).toMatchObject({
      path: 'src/show.js',
      message: 'Cross-site scripting vulnerability due to user-provided value.',
      severity: 'medium',
      start: { line: 5, col: 19 },
      end: { line: 5, col: 23 },
      identity: expect.stringMatching(/:39fa2ee980eb94b0:1$/),
      code: {
        excerpt: 'box.innerHTML = name;',
        labels: [{ path: 'src/read.js', message: 'user-provided value' }],
      },
    });
    expect(xss?.flow?.map(({ path, note }) => [path, note])).toEqual([
      ['src/read.js', 'location.search'],
      [undefined, 'name'],
    ]);
    expect(xss?.otherFlows?.map((flow) => flow.map(({ note }) => note))).toEqual([
      ['document.cookie', 'name'],
    ]);
    expect(xss?.code?.fix?.text).toBe('textContent');
    expect(importedFiles(document)[1]?.findings[0]?.others).toMatchObject({
      flows: [[{ kind: 'source' }, { kind: 'sink' }]],
      fixes: [{ text: 'escape(name)' }],
    });
    expect(document.rules.map(({ id, message }) => [id, message])).toContainEqual([
      'js/xss',
      'Client-side cross-site scripting',
    ]);
    expect(document.files[1]?.snippets?.[0]).toMatchObject({ startLine: 3 });
    expect(document.completeness).toEqual({ state: 'whole' });
    expect(importedFiles(document)[0]?.findings[0]).toMatchObject({ gone: true });
  });

  it("reads ESLint's: addresses of the machine, suppressions elsewhere, a run that failed", () => {
    const document = open('eslint.sarif');
    expect(findingsOf(document).map(({ path, severity }) => [path, severity])).toEqual([
      ['cart.js', 'high'],
      ['lib/price list.js', 'medium'],
    ]);
    expect(findingsOf(document)[1]?.status).toEqual({
      kind: 'dismissed',
      step: 'elsewhere',
      why: 'A command line tool.',
    });
    expect(document.completeness).toMatchObject({
      state: 'partial',
      gaps: [
        { message: 'ESLint says that its run failed.', examples: [expect.stringContaining('Parsing error')] },
      ],
    });
  });

  it('reads several runs: tools apart, bases on bases, messages by id, results without a place', () => {
    const document = open('two-tools.sarif');
    expect(document.source?.tools.map(({ name }) => name)).toEqual(['gosec', 'Snyk Code']);
    expect(
      findingsOf(document).map(({ path, id, severity, message }) => [path, id, severity, message]),
    ).toEqual([
      ['(no file)', 'license/policy', 'medium', 'The *licence* is not known.'],
      ['cmd/main.go', 'G401', 'high', 'Use of weak cryptographic primitive'],
      ['cmd/main.go', 'Snyk Code/G401', 'critical', 'crypto/md5 (used in main) is {weak}.'],
      ['hash/sum.go', 'G401', 'high', 'Use of weak cryptographic primitive'],
    ]);
    expect(document.rules.map(({ tool }) => tool)).toEqual(['gosec', 'Snyk Code', 'Snyk Code']);
  });

  it.each(['semgrep', 'codeql', 'eslint', 'two-tools'])('keeps all of %s in a file of its own', (name) => {
    const { completeness: _, ...document } = open(`${name}.sarif`);
    const { completeness: __, ...back } = (decodeFile(encodeFile(document)) as { value: SharedDocument })
      .value;
    expect(back).toEqual(document);
  });
});

describe('addresses', () => {
  it.each([
    ['src/a.js', 'src/a.js'],
    ['./src/../src/a.js', 'src/a.js'],
    ['src\\a.js', 'src/a.js'],
    ['a%2Fb/%.js', 'a%2Fb/%.js'],
    ['100%25.js', '100%.js'],
    ['/work/app/a.js', 'a.js'],
    ['C:\\work\\app\\a.js', 'a.js'],
    ['file:/work/app/a.js', 'a.js'],
    ['file://host/work/a.js', 'a.js'],
    ['https://example.org/x/a.js', 'example.org/x/a.js'],
    ['../../etc/passwd', 'etc/passwd'],
    ['a\u0000b\nc.js', 'a\ufffdb\ufffdc.js'],
    ['', '(no file)'],
  ])('%j is the path %j', (uri, path) => {
    expect(readRun({ results: [at(uri)] }).files.map((file) => file.path)).toEqual([path]);
  });

  it('goes along bases, and gives up on circles', () => {
    const originalUriBaseIds = {
      TOP: { uri: 'file:///w/' },
      SUB: { uri: 'sub', uriBaseId: 'TOP' },
      A: { uri: 'a/', uriBaseId: 'B' },
      B: { uri: 'b/', uriBaseId: 'A' },
    };
    const results = [at('x.js', { uriBaseId: 'SUB' }), at('file:///w/y.js'), at('z.js', { uriBaseId: 'A' })];
    const paths = readRun({ originalUriBaseIds, results }).files.map((file) => file.path);
    expect(paths).toEqual(['b/a/z.js', 'sub/x.js', 'y.js']);
  });
});

describe('severities', () => {
  it.each([
    [{}, {}, 'medium'],
    [{ level: 'note' }, {}, 'low'],
    [{ level: 'none' }, {}, 'info'],
    [{ kind: 'review' }, {}, 'info'],
    [{}, { defaultConfiguration: { level: 'error' } }, 'high'],
    [{ level: 'note' }, { properties: { 'security-severity': '9.8' } }, 'critical'],
    [{}, { properties: { 'security-severity': '0.0' } }, 'info'],
    [{}, { properties: { 'security-severity': 'much' }, defaultConfiguration: { level: 'note' } }, 'low'],
    [{ properties: { severity: 'critical' } }, {}, 'critical'],
    [{ level: 'terrible' }, {}, 'medium'],
  ])('takes %j of %j for %s', (result, rule, severity) => {
    const tool = { driver: { name: 'T', rules: [{ id: 'r', ...rule }] } };
    expect(findingsOf(readRun({ tool, results: [{ ...at('a.js'), ...result }] }))[0]?.severity).toBe(
      severity,
    );
  });

  it('follows what the run has configured', () => {
    const override = { descriptor: { id: 'r' }, configuration: { level: 'error' } };
    const invocations = [{ executionSuccessful: true, ruleConfigurationOverrides: [override] }];
    const tool = { driver: { name: 'T', rules: [{ id: 'r' }] } };
    expect(findingsOf(readRun({ tool, invocations, results: [at('a.js')] }))[0]?.severity).toBe('high');
  });
});

describe('columns in code points', () => {
  it('become UTF-16 units where the line is known', () => {
    const physicalLocation = {
      artifactLocation: { uri: 'a.js' },
      region: { startLine: 2, startColumn: 4, endColumn: 5 },
      contextRegion: { startLine: 1, snippet: { text: '//\n"😀"+x\n' } },
    };
    const result = { ...at('a.js'), locations: [{ physicalLocation }] };
    const [units] = findingsOf(readRun({ results: [result] }));
    const [points] = findingsOf(readRun({ columnKind: 'unicodeCodePoints', results: [result] }));
    expect([units?.start.col, units?.end.col]).toEqual([4, 5]);
    expect([points?.start.col, points?.end.col]).toEqual([5, 6]);
  });
});

describe('a run that was not whole', () => {
  it.each([
    [{ results: [] }, 'whole'],
    [{}, 'failed'],
    [{ results: [], invocations: [{ executionSuccessful: false }] }, 'failed'],
    [{ results: [at('a.js')], invocations: [{ executionSuccessful: false }] }, 'partial'],
    [{ results: [at('a.js'), 7] }, 'partial'],
    [{ externalPropertyFileReferences: { results: [{ location: {} }] } }, 'failed'],
  ])('%j is %s', (run, state) => {
    expect(readRun(run).completeness?.state).toBe(state);
  });
});

describe('hostile SARIF', () => {
  const codeOf = (text: string, name = 'x.sarif') => {
    const read = readFindings(text, name);
    return read === undefined ? 'other' : read.ok ? 'ok' : read.error.code;
  };

  it('is explained when it is cut off, of another version or something else', () => {
    const text = readFileSync(join(folder, 'semgrep.sarif'), 'utf8');
    expect(codeOf(text.slice(0, 2000))).toBe('findings-damaged');
    expect(codeOf(text.slice(0, 2000), 'results.json')).toBe('findings-damaged');
    expect(codeOf('{"version":"1.0.0","runs":[]}')).toBe('sarif-version');
    expect(codeOf('{"name":"x","version":"2.1.0"}')).toBe('findings-foreign');
    expect(codeOf('{"name":"x","version":"2.1.0"}', 'package.json')).toBe('other');
    expect(codeOf('{"name":', 'package.json')).toBe('other');
    expect(codeOf('const a = 1;', 'a.js')).toBe('other');
    expect(codeOf('['.repeat(1_000_000))).toBe('findings-damaged');
  });

  it('is read whatever its fields are, into a document that can be kept', () => {
    const odd = fc.jsonValue({ maxDepth: 3 });
    const place = fc.record({ physicalLocation: fc.record({ artifactLocation: odd, region: odd }) });
    const result = fc.dictionary(
      fc.constantFrom(
        'ruleId',
        'rule',
        'ruleIndex',
        'message',
        'level',
        'kind',
        'fixes',
        'suppressions',
        'locations',
        'codeFlows',
        'relatedLocations',
        'partialFingerprints',
        'fingerprints',
      ),
      fc.oneof(odd, fc.array(place)),
    );
    const run = fc.record({
      tool: odd,
      results: fc.array(fc.oneof(odd, result)),
      artifacts: odd,
      originalUriBaseIds: odd,
      invocations: odd,
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, run)), (runs) => {
        const read = readFindings(JSON.stringify({ version: '2.1.0', runs }), 'x.sarif');
        expect(read?.ok).toBe(true);
        if (read?.ok) expect(decodeFile(encodeFile(read.value))).toMatchObject({ ok: true });
      }),
      { numRuns: 300 },
    );
  });

  it('takes at most as many results as can be shown, and says so', () => {
    const read = readRun({ results: Array.from({ length: 200_003 }, () => at('a.js')) });
    expect(findingsOf(read)).toHaveLength(200_000);
    expect(read.completeness).toMatchObject({ state: 'partial', gaps: [{ kind: 'not-stored', count: 3 }] });
  });

  it('cuts texts that nobody can read', () => {
    const [finding] = findingsOf(
      readRun({ results: [{ ...at('a.js'), message: { text: 'x'.repeat(1_000_000) } }] }),
    );
    expect(finding?.message?.length).toBe(10_000);
  });

  it('pollutes no prototype', () => {
    const text = logOf({ results: [at('a.js')] }).replace('"ruleId"', '"__proto__":{"polluted":1},"ruleId"');
    expect(codeOf(text)).toBe('ok');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
