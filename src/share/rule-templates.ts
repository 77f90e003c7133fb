/** Rules to begin with: the usual shapes in each dialect, with a case that is found and one that is not. */
import { caseText } from './cases';
import type { WrittenRule } from './rule-link';

export const SHAPES = ['call', 'assignment', 'missing', 'taint'] as const;
export type Shape = (typeof SHAPES)[number];
export const DIALECTS = ['semgrep', 'ast-grep', 'toml'] as const;
export type Dialect = (typeof DIALECTS)[number];

export const SHAPE_NAMES: Record<Shape, string> = {
  call: 'A call that must not be',
  assignment: 'A value that must not be assigned',
  missing: 'A call that is missing',
  taint: 'Data that gets where it must not',
};
export const DIALECT_NAMES: Record<Dialect, string> = {
  semgrep: 'Semgrep (YAML)',
  'ast-grep': 'ast-grep (YAML)',
  toml: 'Pattern (TOML)',
};

/** The ending of a dialect's files. */
export const EXTENSIONS: Record<Dialect, string> = { semgrep: 'yml', 'ast-grep': 'yml', toml: 'toml' };

/** Each of them a line. */
const lines = (...all: string[]) => all.join('\n');

const CODE: Record<Shape, { bad: string; good: string }> = {
  call: { bad: 'pickle.loads(data)', good: 'json.loads(data)' },
  assignment: { bad: 'verify = False', good: 'verify = True' },
  missing: {
    bad: lines('def load(path):', '    file = open(path)', '    return file.read()'),
    good: lines(
      'def load(path):',
      '    file = open(path)',
      '    text = file.read()',
      '    file.close()',
      '    return text',
    ),
  },
  taint: {
    bad: lines('name = request.args.get(key)', 'os.system(command + name)'),
    good: lines('name = shlex.quote(request.args.get(key))', 'os.system(command + name)'),
  },
};

/** What each shape is in each dialect, without id, language and message; none where a dialect cannot say it. */
const RULES: Record<Shape, Record<Dialect, string | undefined>> = {
  call: {
    semgrep: lines('    pattern: pickle.loads(...)', ''),
    'ast-grep': lines('rule:', '  pattern: pickle.loads($$$ARGS)', ''),
    toml: lines(`pattern = ${JSON.stringify('pickle.loads($$$ARGS)')}`, ''),
  },
  assignment: {
    semgrep: lines('    pattern: verify = False', ''),
    'ast-grep': lines('rule:', '  pattern: verify = False', ''),
    toml: lines(`pattern = ${JSON.stringify('verify = False')}`, ''),
  },
  missing: {
    semgrep: lines(
      '    patterns:',
      '      - pattern: $FILE = open(...)',
      '      - pattern-not-inside: |',
      '          $FILE = open(...)',
      '          ...',
      '          $FILE.close()',
      '',
    ),
    'ast-grep': lines(
      'rule:',
      '  kind: expression_statement',
      '  has:',
      '    pattern: $FILE = open($$$)',
      '  not:',
      '    precedes:',
      '      has:',
      '        pattern: $FILE.close()',
      '      stopBy: end',
      '',
    ),
    toml: undefined,
  },
  taint: {
    semgrep: lines(
      '    mode: taint',
      '    pattern-sources:',
      '      - pattern: request.args.get(...)',
      '    pattern-sanitizers:',
      '      - pattern: shlex.quote(...)',
      '    pattern-sinks:',
      '      - pattern: os.system(...)',
      '',
    ),
    'ast-grep': undefined,
    toml: undefined,
  },
};

/** Whether a dialect can say it. */
export function canSay(dialect: Dialect, shape: Shape): boolean {
  return RULES[shape][dialect] !== undefined;
}

/** A rule to begin with. */
export function template(dialect: Dialect, shape: Shape): WrittenRule {
  const body = RULES[shape][dialect] ?? RULES.call[dialect] ?? '';
  const id = `my-${shape}`;
  const { bad, good } = CODE[shape];
  return {
    path: `${id}.${EXTENSIONS[dialect]}`,
    text: ruleText(dialect, id, 'python', body),
    cases: casesText('python', bad, good),
  };
}

/** A rule of a dialect around what it looks for. */
export function ruleText(dialect: Dialect, id: string, language: string, body: string): string {
  const message = 'Say what is wrong and what to do instead.';
  if (dialect === 'toml') {
    const [name, said] = [id, message].map((text) => JSON.stringify(text));
    const head = lines('[[pattern]]', `id = ${name}`, `languages = [${JSON.stringify(language)}]`);
    return `${head}\n${body}message = ${said}\nseverity = ${JSON.stringify('medium')}\n`;
  }
  if (dialect === 'ast-grep')
    return `${lines(`id: ${id}`, `language: ${language}`, 'severity: warning', `message: ${message}`)}\n${body}`;
  const head = lines(
    'rules:',
    `  - id: ${id}`,
    `    languages: [${language}]`,
    '    severity: WARNING',
    `    message: ${message}`,
  );
  return `${head}\n${body}`;
}

/** A rule of a dialect in YAML around what it demands. */
export async function yamlRuleText(
  dialect: Exclude<Dialect, 'toml'>,
  id: string,
  language: string,
  demanded: object,
): Promise<string> {
  const { stringify } = await import('yaml');
  const body = stringify(demanded, { lineWidth: 0 });
  // Semgrep's rules are items of a list.
  return ruleText(dialect, id, language, dialect === 'semgrep' ? body.replace(/^(?=.)/gm, '    ') : body);
}

/** Whether a rule is as a template made it. */
export function isTemplate({ text, cases }: WrittenRule): boolean {
  const isIt = (rule: WrittenRule) => rule.text === text && rule.cases === cases;
  return DIALECTS.some((dialect) => SHAPES.some((shape) => isIt(template(dialect, shape))));
}

/** Cases to begin with. */
function casesText(language: string, bad: string, good: string): string {
  return `${caseText(language, 'invalid', bad)}\n${caseText(language, 'valid', good)}`;
}
