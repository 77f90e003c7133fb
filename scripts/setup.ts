/** Makes what is generated and never committed: the engine, the grammars, the pack of built-in rules. */
import { buildEngine } from './build-engine';
import { buildGrammars } from './build-grammars';
import { whenStarted } from './lib/main';
import { ENGINE, inRoot } from './lib/paths';
import { whenChanged } from './lib/stamps';
import { packRules } from './pack-rules';

const RULE_PACK = 'public/rules/builtin.json';
const RULE_CASES = 'public/rules/cases.json';

/** Makes all of it; what does not need each other, side by side. */
export async function setUp(): Promise<void> {
  await Promise.all([buildGrammars(), buildEngineAndRules()]);
}

/** All but the grammars. */
export async function buildEngineAndRules(): Promise<void> {
  await buildEngine();
  const inputs = ['crates/rules/builtin', 'crates/rules/lists', 'scripts/pack-rules.ts', ENGINE];
  await whenChanged({ name: 'rules', inputs, outputs: [RULE_PACK, RULE_CASES] }, async () => {
    await packRules(inRoot(RULE_PACK));
  });
}

await whenStarted(import.meta.url, setUp);
