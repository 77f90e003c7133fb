/** Which packs of a project run, and what is told of those that must not. */
import type { Problem, RuleSource } from './engine';
import { type InstalledPack, PACK_LOCK, PACKS_FOLDER } from './packs';

type Switches = Readonly<Record<string, 'on' | 'off'>>;

/** The rule files of the packs that are good, and not switched off. */
export function rulesOfPacks(
  packs: readonly InstalledPack[],
  switches: Switches = {},
): Pick<RuleSource, 'path' | 'text'>[] {
  return packs.filter(({ name }) => switches[name] !== 'off').flatMap(({ rules }) => rules);
}

/** Packs that are refused, and names in the configuration that are none. */
export function problemsOfPacks(
  packs: readonly InstalledPack[],
  switches: Switches = {},
  path = `${PACKS_FOLDER}/${PACK_LOCK}`,
): Problem[] {
  const refused = packs
    .filter(({ name, state }) => state !== 'good' && switches[name] !== 'off')
    .map(({ name, why = '' }): Problem => {
      const help = `Its rules did not run. Install it again, roll it back, or turn it off: \`${name} = "off"\` in \`[packs]\`.`;
      return { kind: 'bad-rule', message: why.replace(/\.$/, ''), path, help };
    });
  const known = new Set(packs.map(({ name }) => name));
  const unknown = Object.keys(switches).filter((name) => !known.has(name));
  return [
    ...refused,
    ...unknown.map((name): Problem => ({ kind: 'unsupported', message: `unknown pack \`${name}\``, path })),
  ];
}
