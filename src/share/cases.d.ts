/**
 * Reads a rule's `cases.md`: fenced code marked `good`, `bad`, `sanitized` or `fixed` after its language, with `finds: <rule>` in a
 * comment on each line that is to be found. `valid` and `invalid` mean `good` and `bad`, as in the tests of ast-grep.
 */
/** One example. */
export interface RuleCase {
  /** `sanitized`: good, because what comes in is made safe on its way; `fixed`: the code before it, after its fix. */
  kind: 'good' | 'bad' | 'sanitized' | 'fixed';
  language: string;
  code: string;
  /** Numbers of the lines the rule finds, from 0. */
  found: number[];
  /** The prose before it. */
  text: string;
  /** The line of the file on which its code begins, from 1. */
  line: number;
}
/** Where the cases of a rule file stand: beside it. */
export declare function casesPath(rule: string): string;
export declare function parseCases(markdown: string): RuleCase[];
