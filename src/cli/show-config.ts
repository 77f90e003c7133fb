/** `assay config`: which settings hold, and where each comes from; the schema; and what other tools say. */
import { existsSync, readFileSync } from 'node:fs';
import { Intake, migratedText, parseConfig } from '../../workers/intake';
import { NodeTree } from '../../workers/intake/node';
import {
  CONFIG_PATH,
  type ConfigLayer,
  type ConfigValues,
  DEFAULT_THREAT_MODELS,
  schemaForEditors,
} from '../../workers/protocol';
import { configText, type TakenOver, takeOver, visibleText, withIgnored } from '../share';
import { builtinRules } from './assets';
import { type Configs, problemsOfConfigs, readConfigs } from './config';
import { EXIT, UsageError } from './errors';
import { inColumns } from './flags';
import { pathWithoutLinks, projectFolder, putFile } from './new-files';
import type { ConfigInput } from './operations/config';
import { print } from './output';
import { printProblems } from './problems';

export async function showConfig(input: ConfigInput): Promise<number> {
  if (input.schema) {
    await print(`${JSON.stringify(schemaForEditors(builtinRules().list), undefined, 2)}\n`);
    return EXIT.done;
  }
  const root = projectFolder(input.path);
  if (input.migrate) return migrate(root, input.write === true);
  const intake = new Intake();
  intake.openTree(new NodeTree(root));
  if (input.takeOver) return takeOverAll(root, await readTakenOver(intake), input);
  const configs = await readConfigs(intake, { useConfig: true, profile: input.profile });
  const problems = problemsOfConfigs(configs, builtinRules().list, { packs: await intake.packs() });
  const rows = settingsOf(configs);
  await print(input.format === 'json' ? `${JSON.stringify({ settings: rows, problems })}\n` : textOf(rows));
  printProblems(problems);
  return problems.some(({ kind }) => kind === 'bad-rule') ? EXIT.usage : EXIT.done;
}

/** One setting that holds. */
interface Setting {
  key: string;
  value: unknown;
  from: string;
}

/** Keys of the contract as they are in files. */
const NAMES: Readonly<Record<Exclude<keyof ConfigValues, 'rules' | 'packs' | 'ignore'>, string>> = {
  concerns: 'concerns',
  minSeverity: 'min-severity',
  minConfidence: 'min-confidence',
  leaveOut: 'leave-out',
  threatModels: 'threat-models',
  gate: 'gate',
};

const DEFAULTS: ConfigLayer = { from: 'default', values: { threatModels: DEFAULT_THREAT_MODELS } };

/** What holds; of tables and lists that are joined each entry by itself. */
function settingsOf({ all }: Configs): Setting[] {
  const layers = [DEFAULTS, ...all.layers];
  const single = Object.entries(NAMES).flatMap(([key, name]): Setting[] => {
    const last = layers.findLast(({ values }) => values[key as keyof ConfigValues] !== undefined);
    return last ? [{ key: name, value: last.values[key as keyof ConfigValues], from: last.from }] : [];
  });
  const ignore = layers.flatMap(({ from, values }) =>
    (values.ignore ?? []).map((value): Setting => ({ key: 'ignore', value, from })),
  );
  const tables = (['rules', 'packs'] as const).flatMap((table) => {
    const entries = layers.flatMap(({ from, values }) =>
      Object.entries(values[table] ?? {}).map(
        ([id, value]): Setting => ({ key: `${table}.${id}`, value, from }),
      ),
    );
    return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
  });
  // What a person turned off stays off, whatever a project says.
  const off = new Set(all.off.map((id) => `rules.${id}`));
  const isOff = ({ key, value }: Setting) => off.has(key) && value !== 'off';
  const person = (key: string) =>
    layers.find(({ values }) => `rules.${key}` in values || values.rules?.[key.slice(6)] === 'off');
  return [...single, ...ignore, ...tables].map((one) =>
    isOff(one) ? { ...one, value: 'off', from: person(one.key)?.from ?? one.from } : one,
  );
}

function textOf(rows: readonly Setting[]): string {
  const shown = rows.map(({ key, value, from }) => [
    `${visibleText(`${key} = ${JSON.stringify(value)}`)}`,
    visibleText(from),
  ]);
  return `${inColumns(shown, 2)}\n`;
}

async function migrate(root: string, isWritten: boolean): Promise<number> {
  const path = pathWithoutLinks(root, CONFIG_PATH);
  if (!existsSync(path)) throw new UsageError(`There is no ${CONFIG_PATH} here.`);
  const before = readFileSync(path, 'utf8');
  const after = await migratedText(before).catch((error: Error) => {
    throw new UsageError(`${CONFIG_PATH} is not valid TOML: ${error.message.split('\n')[0]}`);
  });
  if (after === undefined) await print(`${CONFIG_PATH} has the present version.\n`);
  else if (isWritten) {
    await putFile(path, Buffer.from(after));
    await print(`wrote ${CONFIG_PATH}\n`);
  } else await print(after);
  return EXIT.done;
}

/** What other tools are told in the root of a project. */
export async function readTakenOver(intake: Intake): Promise<TakenOver[]> {
  const files = await intake.toolFiles();
  const read = await Promise.all(files.map(({ path, text }) => takeOver(path, text)));
  return read.filter((one) => one !== undefined);
}

async function takeOverAll(root: string, found: readonly TakenOver[], input: ConfigInput): Promise<number> {
  if (input.format === 'json') await print(`${JSON.stringify(found)}\n`);
  else if (found.length === 0) await print('No other tool is told here what to leave out.\n');
  else
    await print(
      found
        .flatMap(linesOf)
        .map((line) => `${visibleText(line)}\n`)
        .join(''),
    );
  const patterns = [...new Set(found.flatMap(({ ignore }) => ignore))];
  if (input.write && patterns.length > 0) {
    await addIgnored(root, patterns);
    await print(`wrote ${CONFIG_PATH}\n`);
  }
  return EXIT.done;
}

export function linesOf({ path, tool, ignore, notes }: TakenOver): string[] {
  return [
    `${path} (${tool})`,
    ...ignore.map((pattern) => `  ${pattern}`),
    ...notes.map((note) => `  ! ${note}`),
  ];
}

/** Adds patterns to the project's configuration, and makes one where there is none. */
async function addIgnored(root: string, patterns: readonly string[]): Promise<void> {
  const path = pathWithoutLinks(root, CONFIG_PATH);
  if (!existsSync(path)) {
    await putFile(path, Buffer.from(configText({ ignore: patterns })));
    return;
  }
  const before = readFileSync(path, 'utf8');
  const { layers, problems } = await parseConfig(before);
  const own = layers.find(({ from }) => from === CONFIG_PATH)?.values.ignore ?? [];
  const after = problems.some(({ kind }) => kind === 'bad-rule')
    ? undefined
    : withIgnored(before, own, patterns);
  if (after === undefined)
    throw new UsageError(`${CONFIG_PATH} cannot be added to.`, 'Mend it, or add the patterns by hand.');
  await putFile(path, Buffer.from(after));
}
