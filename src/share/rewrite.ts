/** What takes the place of code of a form: a template with the metavariables of the pattern. */

/** `$A`, and lists of code as ast-grep (`$$$A`) and Semgrep (`$...A`) write them. */
const METAVARIABLES = /\$(?:\$\$|\.\.\.)?[A-Z_][A-Z0-9_]*(?![a-z])/g;
/** Lists that have no name. Dots in front of something are spread or rest. */
const NAMELESS = /\$\$\$(?![A-Z_])|(?<![$.])\.\.\.(?![\w$.([{])/;

/** Why nothing can be made of a template, in a sentence; undefined if each of its metavariables stands for something. */
export function faultOfRewrite(pattern: string, rewrite: string): string | undefined {
  const bound = new Set(pattern.match(METAVARIABLES));
  const unbound = (rewrite.match(METAVARIABLES) ?? []).find(
    (name) => !bound.has(name) || /^\$(?:\$\$|\.\.\.)?_/.test(name),
  );
  if (unbound !== undefined)
    return `The replacement has ${unbound}, which stands for nothing in the pattern.`;
  const [nameless] = NAMELESS.exec(rewrite) ?? [];
  if (nameless === undefined || !NAMELESS.test(pattern)) return undefined;
  const named = nameless === '...' ? '$...ARGS' : '$$$ARGS';
  return `The replacement has ${nameless}, which has no name: write ${named} in both.`;
}
