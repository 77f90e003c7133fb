/** Reports for build servers: what each of them reads, and that nothing from the code becomes more than text in it. */
import Ajv from 'ajv';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it, vi } from 'vitest';
import type { Completeness } from '../../../workers/protocol';
import { shareables } from '../testing';
import type { ExportedFinding, ExportInput } from './export';
import { github } from './github';
import { gitlab } from './gitlab';
import { jenkins } from './jenkins';
import { markdown } from './markdown';

// The parser asks the page what a named character is; there is no page here, and no such name in what is read.
vi.hoisted(() => vi.stubGlobal('document', { createElement: () => ({ textContent: ';' }) }));

const PARTIAL: Completeness = {
  state: 'partial',
  done: 1,
  total: 2,
  gaps: [{ kind: 'unreadable', count: 1, message: '1 file could not be read.', examples: ['b.py'] }],
};

const input = (findings: ExportedFinding[], more: Partial<ExportInput> = {}): ExportInput => ({
  ...{ tool: { name: 'Assay', version: '1' }, rules: [], findings, problems: [] },
  ...{ completeness: { state: 'whole' }, ...more },
});

const textOf = (parts: Iterable<string>) => [...parts].join('');

const position = (line: number, col: number) => ({ line, col, offset: 0 });

function finding(
  path: string,
  message: string,
  more: Partial<ExportedFinding['finding']> = {},
): ExportedFinding {
  return {
    path,
    finding: {
      ruleId: 'python/xss',
      language: 'python',
      severity: 'high',
      message,
      range: { start: position(3, 5), end: position(3, 9) },
      excerpt: 'eval(x)',
      metavars: {},
      labels: [],
      identity: 'a-b-0',
      status: { kind: 'open' },
      origin: 'file',
      ...more,
    },
  };
}

const HOSTILE =
  'x](http://evil.example) @everyone #1 <img src=y> | `a` ::set-output name=a::b\n::error::c%0A,\u202e';

describe('GitHub annotations', () => {
  it('are commands with a place, a title and a message', () => {
    expect(textOf(github.encode(input([finding('src/a.py', 'Do not call `eval`.')])))).toBe(
      '::error file=src/a.py,line=3,endLine=3,col=5,endColumn=9,title=python/xss::Do not call eval.\n',
    );
  });

  it('stay one command each, whatever is in names and messages', () => {
    fc.assert(
      fc.property(shareables, (all) => {
        const text = textOf(
          github.encode(input(all.map(({ path, finding: one }) => ({ path, finding: one })))),
        );
        const open = all.filter((one) => one.finding.status.kind === 'open');
        const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).filter(Boolean);
        expect(lines).toHaveLength(open.length);
        for (const [at, line] of lines.entries()) {
          const [, name, fields = ''] = /^::(error|warning|notice) (.*?)::/.exec(line) ?? [];
          expect(name).toBeDefined();
          const file = /^file=([^,:]*),line=/.exec(fields)?.[1] ?? '';
          expect(decoded(file)).toBe(open[at]?.path);
        }
      }),
    );
    const [line, ...others] = textOf(github.encode(input([finding(HOSTILE, HOSTILE)])))
      .trimEnd()
      .split('\n');
    expect(others).toEqual([]);
    expect(line).toContain('%0A%3A%3Aerror%3A%3Ac%250A%2C');
  });

  const decoded = (text: string) =>
    text.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

  it('leave out what the baseline has, and say first what was not checked', () => {
    const known = { ...finding('a.py', 'old'), baseline: 'known' as const };
    expect(textOf(github.encode(input([known], { completeness: PARTIAL })))).toMatch(
      /^::warning title=Assay::Partial results: 1 of 2 files were checked\. 1 file could not be read\.\n$/,
    );
  });
});

describe('a GitLab report', () => {
  // The documented shape, of which GitLab refuses what lacks a field.
  const validate = new Ajv({ allErrors: true }).compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      properties: {
        description: { type: 'string', minLength: 1 },
        check_name: { type: 'string', minLength: 1 },
        fingerprint: { type: 'string', minLength: 1 },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          properties: {
            path: { type: 'string', not: { pattern: '^(/|\\./)' } },
            lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer' } } },
          },
        },
      },
    },
  });

  it('has the documented shape, an entry and a fingerprint for each open finding', () => {
    fc.assert(
      fc.property(shareables, (all) => {
        const report = JSON.parse(textOf(gitlab.encode(input(all)))) as { fingerprint: string }[];
        expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
        expect(report).toHaveLength(all.filter((one) => one.finding.status.kind === 'open').length);
      }),
    );
    const [one, other] = JSON.parse(
      textOf(gitlab.encode(input([finding('a.py', 'x'), finding('b.py', 'x')]))),
    );
    expect(one.fingerprint).not.toBe(other.fingerprint);
  });

  it('keeps what the baseline has, which GitLab would take for mended, and tells what was not checked', () => {
    const known = { ...finding('a.py', 'old'), baseline: 'known' as const };
    const [notice, entry] = JSON.parse(textOf(gitlab.encode(input([known], { completeness: PARTIAL }))));
    expect(notice).toMatchObject({ check_name: 'assay/not-whole', severity: 'blocker' });
    expect(entry).toMatchObject({
      check_name: 'python/xss',
      location: { path: 'a.py', lines: { begin: 3 } },
    });
  });
});

describe('a Jenkins report', () => {
  it('has an issue for each open finding, in the plugin’s fields, with messages as HTML', () => {
    const gone = finding('b.py', 'hidden', { status: { kind: 'dismissed', step: 'accepted', why: '' } });
    const report = JSON.parse(textOf(jenkins.encode(input([finding('a.py', '<script>'), gone]))));
    expect(report).toEqual({
      _class: 'io.jenkins.plugins.analysis.core.restapi.ReportApi',
      issues: [
        {
          ...{ fileName: 'a.py', lineStart: 3, lineEnd: 3, columnStart: 5, columnEnd: 9 },
          ...{ severity: 'HIGH', type: 'python/xss', message: '&lt;script&gt;', fingerprint: 'a-b-0' },
        },
      ],
      size: 1,
    });
  });

  it('tells what was not checked', () => {
    const { issues, size } = JSON.parse(textOf(jenkins.encode(input([], { completeness: PARTIAL }))));
    expect(issues[0].message).toContain('Partial results');
    expect(size).toBe(1);
  });
});

describe('a Markdown summary', () => {
  it('has counts, the worst findings first, and what is not listed', () => {
    const all = [
      finding('a.py', 'mild', { severity: 'low' }),
      finding('b.py', 'grave'),
      { ...finding('c.py', 'old'), baseline: 'known' as const },
    ];
    const gone = [{ rule: 'python/sqli', path: 'd.py', line: 7, identity: '', surroundings: '' }];
    const text = textOf(markdown.encode(input(all, { gone })));
    expect(text).toContain('## Assay: 2 new findings\n\n1 high, 1 low\n');
    expect(text.indexOf('grave')).toBeLessThan(text.indexOf('mild'));
    expect(text).toContain('Not listed: 1 in the baseline, 1 gone since the baseline.');
    expect(text).toContain('- <code>d.py&#58;7 python&#47;sqli</code>');
  });

  it('makes nothing of what is in names and messages but text', () => {
    fc.assert(
      fc.property(shareables, fc.constantFrom('', HOSTILE), (all, more) => {
        const findings = all.map(({ path, finding: one }) => ({
          path: path + more,
          finding: { ...one, message: one.message + more, status: { kind: 'open' as const } },
        }));
        const text = textOf(markdown.encode(input(findings)));
        const kinds = new Set<string>();
        const html: string[] = [];
        const visit = (node: { type: string; value?: string; children?: unknown[] }) => {
          kinds.add(node.type);
          if (node.type === 'html') html.push(node.value ?? '');
          for (const child of node.children ?? []) visit(child as typeof node);
        };
        visit(fromMarkdown(text) as never);
        for (const kind of [
          'link',
          'image',
          'emphasis',
          'strong',
          'inlineCode',
          'code',
          'definition',
          'list',
        ]) {
          expect(kinds).not.toContain(kind);
        }
        expect(html.filter((tag) => tag !== '<code>' && tag !== '</code>')).toEqual([]);
        // A service makes a mention of what is no code.
        expect(text.replaceAll(/<code>.*?<\/code>/g, '')).not.toContain('@');
        expect(text.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(
          findings.length > 0 ? Math.min(findings.length, 100) + 2 : 0,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('fits into a comment', () => {
    const many = Array.from({ length: 3000 }, (_, at) =>
      finding(`${'@'.repeat(400)}${at}.py`, '<'.repeat(900)),
    );
    const text = textOf(markdown.encode(input(many, { completeness: PARTIAL })));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/and 2,9\d\d more/);
    expect(text).toContain('**Partial results&#58; 1 of 2 files were checked.');
  });
});
