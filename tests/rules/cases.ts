/**
 * Reads the `cases.md` of a rule: fenced blocks marked `bad`, `good`, `sanitized` or `fixed`, where a comment
 * `finds: <rule id>` on a line says that a match starts on that line. A `sanitized` block is a good one. A block
 * marked `gap` besides shows what is right and not done yet; one marked `local` holds with all threat models, the others
 * with the default one.
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
  /** It holds where local sources count too. */
  isLocal: boolean;
  code: string;
  /** Lines of `code`, from 1, on which matches start; a line stands twice if two do. */
  expected: { ruleId: string; line: number }[];
  /** The code after all fixes, if a `fixed` block follows. */
  fixed?: string;
}

const FENCE = /^```(\w+) (bad|good|sanitized|fixed)( local)?( gap)?\n([\s\S]*?)^```$/gm;
const ANNOTATION = /finds: ([\w-]+\/[\w-]+)/g;

/** The cases of a `cases.md`, in order. Throws where a block's mark is unknown. */
export function parseCases(markdown: string): RuleCase[] {
  const cases: RuleCase[] = [];
  for (const match of markdown.matchAll(FENCE)) {
    const [, language = '', kind = '', local, gap, code = ''] = match;
    if (kind === 'fixed') attachFixed(cases.at(-1), code);
    else {
      const line = markdown.slice(0, match.index).split('\n').length;
      cases.push({
        line,
        kind: kind === 'bad' ? 'bad' : 'good',
        isSanitized: kind === 'sanitized',
        language,
        code,
        isGap: gap !== undefined,
        isLocal: local !== undefined,
        expected: annotations(code),
      });
    }
  }
  const fences = markdown.match(/^```/gm)?.length ?? 0;
  if (fences !== 2 * (cases.length + cases.filter((one) => one.fixed !== undefined).length))
    throw new Error('a fenced block is not marked "<language> bad", "good", "sanitized" or "fixed"');
  return cases;
}

function attachFixed(last: RuleCase | undefined, code: string): void {
  if (last?.kind !== 'bad') throw new Error('a "fixed" block must follow its "bad" block');
  last.fixed = code;
}

function annotations(code: string): RuleCase['expected'] {
  return code
    .split('\n')
    .flatMap((text, at) =>
      [...text.matchAll(ANNOTATION)].map((match) => ({ ruleId: match[1] ?? '', line: at + 1 })),
    );
}
