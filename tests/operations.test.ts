/** The list of operations keeps its promises: one owner per id and key, a reason for each surface it is missing on. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { runnerOperations } from '../src/cli/operations';
import { fieldsOf, inputProblems } from '../src/kernel/operations/input';
import { appearsOn, type Operation, SURFACES } from '../src/kernel/operations/operation';
import { refuseDuplicates } from '../src/kernel/operations/registry';
import { NOTHING } from '../src/kernel/operations/schema';

/** The data layer starts a worker as soon as it is imported; here it only has to be there. */
class IdleWorker extends EventTarget {
  postMessage(): void {}
}

async function pageOperations(): Promise<readonly Operation[]> {
  vi.stubGlobal('Worker', IdleWorker);
  vi.stubGlobal('navigator', {});
  const { features } = await import('../src/app/features');
  const { shellOperations } = await import('../src/app/shell-operations');
  const { codeOperations } = await import('../src/code/operations');
  expect(features.length).toBeGreaterThan(4);
  const frame = shellOperations({ palette: () => {}, keyboardHelp: () => {} }, features);
  return [...frame, ...codeOperations, ...features.flatMap((feature) => feature.operations ?? [])];
}

const allOperations = async () => [...(await pageOperations()), ...runnerOperations];

it('gives every operation an id and keys of its own', async () => {
  const operations = await allOperations();
  expect(operations.length).toBeGreaterThan(30);
  refuseDuplicates(operations);
});

it('names a reason for every surface that an operation is missing on', async () => {
  const operations = await allOperations();
  const exceptions = operations.flatMap((one) =>
    SURFACES.filter((surface) => !appearsOn(one, surface)).map((surface) => ({
      line: `${one.id} is not on ${surface}: ${one.notOn?.[surface]}`,
      reason: one.notOn?.[surface] ?? '',
    })),
  );
  console.log(exceptions.map(({ line }) => line).join('\n'));
  expect(exceptions.filter(({ reason }) => !/^\p{L}.{10,}\.$/u.test(reason))).toEqual([]);
});

it('puts every operation where it says that it appears', async () => {
  const page = await pageOperations();
  const there = {
    palette: page,
    keys: page,
    menu: page,
    commandLine: runnerOperations as readonly Operation[],
  };
  const idsOf = (list: readonly Operation[]) => list.map(({ id }) => id);
  for (const one of [...page, ...runnerOperations]) {
    for (const surface of SURFACES) {
      if (appearsOn(one, surface)) expect(idsOf(there[surface]), surface).toContain(one.id);
    }
  }
  expect(page.filter((one) => !appearsOn(one, 'palette'))).toEqual([]);
  expect(runnerOperations.filter((one) => !appearsOn(one, 'commandLine'))).toEqual([]);
});

it('says what each operation is and does', async () => {
  for (const { id, title, description } of await allOperations()) {
    expect(title, id).toMatch(/^\p{Lu}/u);
    expect(description, id).toMatch(/^\p{Lu}.*\.$/u);
  }
});

it('accepts the examples of every input, and says what is wrong with anything else', async () => {
  for (const { id, input, examples = [] } of await allOperations()) {
    const fields = fieldsOf(input);
    expect(examples.length > 0, `${id} has examples if it has inputs`).toBe(fields.length > 0);
    for (const example of examples) {
      expect(inputProblems(input, example), id).toEqual([]);
      for (const { name, title } of fields) {
        const wrong = { ...example, [name]: { an: 'object' } };
        expect(inputProblems(input, wrong).join(), `${id}, ${name}`).toContain(title);
      }
    }
    for (const { title } of fields.filter(({ isRequired }) => isRequired)) {
      expect(inputProblems(input, {})).toContain(`${title} is missing.`);
    }
    expect(inputProblems(input, { ...examples[0], other: 1 })).toEqual(['There is no input “other”.']);
  }
});

it('refuses an id or a key that is taken, however it is spelled', () => {
  const operation = (id: string, keys: string[]): Operation => ({
    id,
    keys,
    title: id,
    description: id,
    group: '',
    input: NOTHING,
    changes: 'none',
    run: () => {},
  });
  expect(() => refuseDuplicates([operation('a', []), operation('a', [])])).toThrow('id a');
  expect(() => refuseDuplicates([operation('a', ['Mod-Shift-m']), operation('b', ['shift-mod-M'])])).toThrow(
    'key',
  );
});

/** What does more than show something; views leave it to operations. */
const DOERS = [
  ...[
    'openDropped',
    'openExample',
    'importRuleFiles',
    'removeProject',
    'chooseAgain',
    'scanRest',
    'includePath',
  ],
  ...['applyEdit', 'closeFindings', 'keepFindings', 'keepEverything', 'clearEverything', 'closeProject'],
  ...['startAgain', 'startInMemory', 'setChosenWorkers', 'setFileBudgetS', 'setMaxFileMb', 'setTheme'],
  ...[
    'toggleWrapLines',
    'pickFiles',
    'pickFolder',
    'copyText',
    'saveFile',
    'requestPersistence',
    'writeBytes',
  ],
];
const CALLS =
  /\b(scan\.(start|rescan|cancel)|rules\.(setEnabled|importFiles|removeUserFile)|store\.(?!query\b)\w+)\(/;
/** `file: what it does`, with the reason. */
const NO_BUTTON: Record<string, string> = {
  'src/app/DropOverlay.tsx: openDropped': 'A drop is what the operation would have to ask for.',
};

it('has every button that does more than show something call an operation', () => {
  const views = ['src/app', 'src/code', 'src/features', 'src/ui'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .map((path) => join(folder, path)),
  );
  expect(views.length).toBeGreaterThan(60);
  const done = views.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const doers = DOERS.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    return [...doers, ...(CALLS.exec(text)?.slice(1, 2) ?? [])].map((name) => `${file}: ${name}`);
  });
  expect(done).toEqual(Object.keys(NO_BUTTON));
});
