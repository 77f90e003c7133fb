/** A file of shared findings with as many findings as asked for, all different. */

const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'];
const RULES = 60;
const PER_FILE = 20;

export function manyFindings(count: number): string {
  const rules = Array.from({ length: RULES }, (_, index) => ({
    id: `javascript/rule-${index}`,
    dialect: 'ast-grep',
    languages: ['javascript'],
    severity: SEVERITIES[index % SEVERITIES.length],
    nativeSeverity: 'error',
    message: `What rule ${index} says of a match`,
    tags: [],
  }));
  const files = Array.from({ length: Math.ceil(count / PER_FILE) }, (_, file) => ({
    path: `src/folder-${file % 200}/file-${file}/index.js`,
    language: 'javascript',
    findings: Array.from({ length: Math.min(PER_FILE, count - file * PER_FILE) }, (_, at) =>
      finding(file, at),
    ),
  }));
  return JSON.stringify({
    format: 'assay-findings',
    version: 1,
    generator: 'bench',
    project: 'many',
    rules,
    files,
  });
}

function finding(file: number, at: number) {
  const rule = (file * 7 + at) % RULES;
  const line = at * 10 + 1;
  return {
    rule,
    severity: SEVERITIES[rule % SEVERITIES.length],
    language: 'javascript',
    start: { line, col: 1, offset: line * 20 },
    end: { line, col: 15, offset: line * 20 + 14 },
    fingerprint: `f${file}x${at}`,
    anchor: `a${file}x${at}`,
    code: { excerpt: `call_${file}_${at}(argument)` },
  };
}
