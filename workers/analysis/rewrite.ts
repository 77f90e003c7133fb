/** What a file becomes where code of a form is replaced: asked of an engine of its own, so that the loaded rules stay. */
import type { AnalysisOptions, FileReport, Fix, RefusedFix, RewriteChoice } from '../protocol';
import type { Analyser } from './analyser';

/** The id of the rules that a pattern becomes (`crates/engine/src/structural/pattern.rs`). */
const RULE = 'structural';

export interface Rewriting {
  fixes: Fix[];
  /** Places where nothing can be replaced, and what is wrong with the rule. */
  refused: RefusedFix[];
}

export class Rewriter {
  #loaded = '';

  /** @param analyser its rules are replaced */
  constructor(readonly analyser: Analyser) {}

  async rewrite(
    path: string,
    text: Uint8Array<ArrayBuffer>,
    choice: RewriteChoice,
    options: AnalysisOptions,
  ): Promise<Rewriting> {
    this.#load(choice);
    const checked = await this.analyser.check(path, text, options);
    const { findings, problems } = JSON.parse(new TextDecoder().decode(checked.report)) as FileReport;
    const fixes: Fix[] = [];
    const refused = problems.map(({ message }) => refusal(0, `Nothing was replaced: ${message}.`));
    for (const { ruleId, range, fix } of findings) {
      if (ruleId !== RULE) continue;
      if (fix) fixes.push(fix);
      else if (problems.length === 0) refused.push(refusal(range.start.line, 'It cannot be replaced here.'));
    }
    return { fixes, refused };
  }

  #load(choice: RewriteChoice): void {
    const key = JSON.stringify([choice.pattern, choice.rewrite]);
    if (this.#loaded === key) return;
    this.analyser.loadRules({ sources: this.analyser.rulesOf(choice), disabled: [] });
    this.#loaded = key;
  }
}

function refusal(line: number, why: string): RefusedFix {
  return { ruleId: '', line, message: '', isSafe: false, refusal: 'cannot', why };
}
