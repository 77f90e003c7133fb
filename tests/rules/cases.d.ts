/**
 * Reads the `cases.md` of a rule: fenced blocks marked `bad`, `good`, `sanitized` or `fixed`, where a comment
 * `finds: <rule id>` on a line says that a match starts on that line. A `sanitized` block is a good one. A block
 * marked `gap` besides shows what is right and not done yet.
 */
/** One block of code and what a rule must say of it. */
export interface RuleCase {
  /** Line of the block's fence in `cases.md`, from 1. */
  line: number;
  kind: 'bad' | 'good';
  /** A good case in which tainted data does reach the sink, made harmless on its way. */
  isSanitized: boolean;
  language: string;
  /** What it shows is right, and the engine does not do it yet: a test that passes is a gap closed. */
  isGap: boolean;
  code: string;
  /** Lines of `code`, from 1, on which matches start; a line stands twice if two do. */
  expected: {
    ruleId: string;
    line: number;
  }[];
  /** The code after all fixes, if a `fixed` block follows. */
  fixed?: string;
}
/** The cases of a `cases.md`, in order. Throws where a block's mark is unknown. */
export declare function parseCases(markdown: string): RuleCase[];
