/** Arbitrary findings for the property tests of this folder. */
import fc from 'fast-check';
import { DOUBTS, type Finding, type Position, type RuleInfo, type Status } from '../../workers/protocol';
import type { Shareable } from './document';

const position = fc.record({
  line: fc.integer({ min: 1, max: 90_000_000 }),
  col: fc.integer({ min: 1, max: 1_000_000 }),
  offset: fc.integer({ min: 0, max: 4_000_000_000 }),
});

const range = fc.tuple(position, fc.integer({ min: 0, max: 999 }), position).map(([start, more, last]) => {
  const end: Position = { line: start.line + more, col: last.col, offset: start.offset + more };
  return { start, end };
});

const severity = fc.constantFrom('info', 'low', 'medium', 'high', 'critical');
/** Any text a scanned file can hold: all of Unicode, line ends, quotes, formula signs. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('=1+1', "'=x", '"a",b\r\n', '\t-'),
);
const word = fc.stringMatching(/^[a-z0-9]{8,16}$/);
const name = fc.stringMatching(/^[a-z][a-z/-]{0,20}$/);
const segment = fc.stringMatching(/^[\w äπ#%?&+:@=-]{1,12}$/).filter((part) => !/^[A-Za-z]:/.test(part));
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

const status: fc.Arbitrary<Status> = fc.oneof(
  fc.constant({ kind: 'open' as const }),
  fc.record({
    kind: fc.constant('suppressed' as const),
    comment: text,
    line: fc.integer({ min: 1, max: 999 }),
  }),
  fc.record({
    kind: fc.constant('dismissed' as const),
    step: fc.constantFrom('dead-branches', 'elsewhere'),
    why: text,
  }),
);
const confidence = fc.constantFrom('low' as const, 'medium' as const, 'high' as const);

const finding: fc.Arbitrary<Finding> = fc.record(
  {
    ruleId: name,
    language: name,
    severity,
    message: text,
    range,
    excerpt: text,
    metavars: fc.dictionary(
      fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/),
      fc.record({ text, range }, { requiredKeys: ['text'] }),
      { maxKeys: 3, noNullPrototype: true },
    ),
    labels: fc.array(
      fc.record(
        {
          style: fc.constantFrom('primary' as const, 'secondary' as const),
          message: text,
          file: path,
          range,
        },
        { requiredKeys: ['style', 'range'] },
      ),
      { maxLength: 2 },
    ),
    flow: fc.array(
      fc.record(
        {
          kind: fc.constantFrom('source' as const, 'propagation' as const, 'sink' as const, 'guess' as const),
          range,
          excerpt: text,
          note: text,
          file: path,
        },
        { requiredKeys: ['kind', 'range', 'excerpt'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    fix: fc.record(
      {
        ...{ range, text },
        isSafe: fc.constant(true as const),
        also: fc.array(fc.record({ range, text }), { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ['range', 'text'] },
    ),
    identity: word,
    status,
    origin: fc.constantFrom('file' as const, 'project' as const, 'import' as const),
    confidence,
    doubt: fc.constantFrom(...DOUBTS),
  },
  {
    requiredKeys: [
      'ruleId',
      'language',
      'severity',
      'message',
      'range',
      'excerpt',
      'metavars',
      'labels',
      'identity',
      'status',
      'origin',
    ],
  },
);

const rule: fc.Arbitrary<Omit<RuleInfo, 'id'>> = fc.record(
  {
    dialect: fc.constantFrom('ast-grep' as const, 'toml' as const, 'semgrep' as const),
    languages: fc.array(name, { maxLength: 3 }),
    severity,
    nativeSeverity: name,
    message: text,
    doc: text,
    url: fc.webUrl(),
    tags: fc.array(fc.constantFrom('security', 'cwe-79', 'style'), { maxLength: 2 }),
    category: name,
    cwe: fc.array(fc.constantFrom('CWE-79', 'CWE-89'), { minLength: 1, maxLength: 2 }),
    owasp: fc.array(fc.constantFrom('A03:2021', 'A1'), { minLength: 1, maxLength: 2 }),
    confidence,
    metadata: fc.constantFrom('{}', '{"a":[1,null]}'),
    hasFix: fc.boolean(),
    origin: fc.constantFrom('builtin' as const, 'user' as const),
    path,
    line: fc.integer({ min: 1, max: 99 }),
  },
  {
    requiredKeys: [
      'dialect',
      'languages',
      'nativeSeverity',
      'message',
      'doc',
      'tags',
      'metadata',
      'hasFix',
      'origin',
      'path',
      'line',
    ],
  },
);

/** Findings of a project, as the store hands them out: each rule id has one rule, or none. */
export const shareables: fc.Arbitrary<Shareable[]> = fc
  .array(fc.tuple(path, finding, fc.option(rule)), { maxLength: 12 })
  .map((all) => {
    const rules = new Map(
      all.map(
        ([, { ruleId }, face]) => [ruleId, face === null ? undefined : { ...face, id: ruleId }] as const,
      ),
    );
    return all.map(([at, one]) => ({ path: at, finding: one, rule: rules.get(one.ruleId) }));
  });
