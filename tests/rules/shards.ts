/** Which built-in rules are tested together: whole languages, so many that each shard has about as many cases. */
import { type BuiltinRule, builtinRules } from '../../scripts/pack-rules';

/** As many files `shard-N.test.ts` there are. */
export const SHARDS = 4;

const shards = assign();

/** The shard of a rule, from 0. */
export function shardOf(rule: BuiltinRule): number {
  const shard = shards.get(folderOf(rule));
  if (shard === undefined) throw new Error(`${rule.id} is not a built-in rule`);
  return shard;
}

export const isTaint = ({ text }: BuiltinRule) => /^ {4}mode: taint$/m.test(text);

function folderOf({ id }: BuiltinRule): string {
  return id.split('/')[0] ?? '';
}

/** Gives the largest language first, each to the shard that has the least. */
function assign(): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const rule of builtinRules()) {
    const size = rule.cases.length * rule.languages.length;
    sizes.set(folderOf(rule), (sizes.get(folderOf(rule)) ?? 0) + size);
  }
  const loads = Array.from({ length: SHARDS }, () => 0);
  const assigned = new Map<string, number>();
  for (const [folder, size] of [...sizes].sort(([, a], [, b]) => b - a)) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + size;
    assigned.set(folder, least);
  }
  return assigned;
}
