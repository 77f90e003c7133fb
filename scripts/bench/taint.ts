/** What following data costs at worst: the built-in taint rules on every file of a corpus, file by file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinLists, builtinRules } from '../pack-rules';
import type { Corpus } from './corpus';
import { runner } from './headless';
import { runOnce } from './timing';

interface Slowest {
  path: string;
  ms: number;
}

/** Lines of the report. A file's time is all of its check: parsing, lowering and all taint rules together. */
export function benchTaint(corpus: Corpus): string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-out-'));
  try {
    const rules = builtinRules().filter(({ text }) => /^ {4}mode: taint$/m.test(text));
    const texts = [...builtinLists(), ...rules].map(({ text }) => text);
    texts.forEach((text, index) => {
      writeFileSync(join(scratch, `${index}.yml`), text);
    });
    const { slowest } = JSON.parse(runOnce(runner(corpus, scratch, scratch))) as { slowest: Slowest[] };
    const [worst] = slowest;
    const others = slowest.slice(1, 4).map(({ path, ms }) => `${path} ${ms.toFixed(0)} ms`);
    return [
      `${corpus.name}: ${corpus.files} files, ${rules.length} taint rules`,
      `  worst file: ${worst?.ms.toFixed(0)} ms, ${worst?.path} (under 1,000)`,
      `  then ${others.join(', ')}`,
    ];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
