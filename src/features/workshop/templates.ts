/** Rules to begin with: the usual shapes in each dialect, with a case that is found and one that is not. */
import type { WrittenRule } from '../../share';

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

const CODE: Record<Shape, { bad: string; good: string }> = {
  call: { bad: 'pickle.loads(data)', good: 'json.loads(data)' },
  assignment: { bad: 'verify = False', good: 'verify = True' },
  missing: {
    bad: 'def load(path):\n    file = open(path)\n    return file.read()',
    good: 'def load(path):\n    file = open(path)\n    text = file.read()\n    file.close()\n    return text',
  },
  taint: {
    bad: 'name = request.args.get("name")\nos.system("ls " + name)',
    good: 'name = shlex.quote(request.args.get("name"))\nos.system("ls " + name)',
  },
};

/** What each shape is in each dialect, without id, language and message; none where a dialect cannot say it. */
const RULES: Record<Shape, Record<Dialect, string | undefined>> = {
  call: {
    semgrep: '    pattern: pickle.loads(...)\n',
    'ast-grep': 'rule:\n  pattern: pickle.loads($$$ARGS)\n',
    toml: 'pattern = "pickle.loads($$$ARGS)"\n',
  },
  assignment: {
    semgrep: '    pattern: verify = False\n',
    'ast-grep': 'rule:\n  pattern: verify = False\n',
    toml: 'pattern = "verify = False"\n',
  },
  missing: {
    semgrep:
      '    patterns:\n      - pattern: $FILE = open(...)\n      - pattern-not-inside: |\n          $FILE = open(...)\n          ...\n          $FILE.close()\n',
    'ast-grep':
      'rule:\n  kind: expression_statement\n  has:\n    pattern: $FILE = open($$$)\n  not:\n    precedes:\n      has:\n        pattern: $FILE.close()\n      stopBy: end\n',
    toml: undefined,
  },
  taint: {
    semgrep:
      '    mode: taint\n    pattern-sources:\n      - pattern: request.args.get(...)\n    pattern-sanitizers:\n      - pattern: shlex.quote(...)\n    pattern-sinks:\n      - pattern: os.system(...)\n',
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
  if (dialect === 'toml')
    return `[[pattern]]\nid = "${id}"\nlanguages = ["${language}"]\n${body}message = "${message}"\nseverity = "medium"\n`;
  if (dialect === 'ast-grep')
    return `id: ${id}\nlanguage: ${language}\nseverity: warning\nmessage: ${message}\n${body}`;
  return `rules:\n  - id: ${id}\n    languages: [${language}]\n    severity: WARNING\n    message: ${message}\n${body}`;
}

/** Cases to begin with. */
export function casesText(language: string, bad: string, good: string): string {
  const fence = '```';
  return `${fence}${language} invalid\n${bad}\n${fence}\n\n${fence}${language} valid\n${good}\n${fence}\n`;
}
