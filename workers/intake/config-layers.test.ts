import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  CONFIG_PATH,
  type ConfigLayer,
  joinConfigs,
  joinLayers,
  notWanted,
  type RuleInfo,
  schemaForEditors,
} from '../protocol';
import { migratedText } from './config-versions';
import { hasMark, markedHash } from './folder-choices';
import { PathTree } from './path-tree';
import { folderConfig, parseConfig, projectConfig } from './project-config';

function treeOf(files: Record<string, string>): PathTree {
  const tree = new PathTree('project');
  for (const [path, text] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(text);
    tree.add(path, { size: bytes.length, modifiedMs: 1, read: () => bytes.slice() });
  }
  return tree;
}

const messages = ({ problems }: { problems: readonly { message: string; help?: string }[] }) =>
  problems.map(({ message, help }) => [message, help].filter(Boolean).join(' '));

describe('configurations that extend others', () => {
  it('go over what they extend, rule by rule, in the order that is named', async () => {
    const config = await projectConfig(
      treeOf({
        [CONFIG_PATH]:
          'extends = ["../base.toml", "pack:house"]\nignore = ["c"]\n[rules]\n"x/a" = "on"\n"x/b" = "low"',
        'base.toml':
          'ignore = ["a"]\nthreat-models = ["file"]\n[rules]\n"x/a" = "off"\n"x/b" = "off"\n"x/c" = "off"',
        '.assay/packs/house/config.toml': 'ignore = ["b"]\nthreat-models = ["stdin"]',
      }),
    );
    expect(config).toMatchObject({
      ...{ ignore: ['a', 'b', 'c'], threatModels: ['stdin'], off: ['x/c'], severities: { 'x/b': 'low' } },
      problems: [],
    });
    expect(config.layers.map(({ from }) => from)).toEqual([
      'base.toml',
      '.assay/packs/house/config.toml',
      CONFIG_PATH,
    ]);
  });

  it('name what is missing, what leads in circles, out of the project or into the network', async () => {
    const missing = await projectConfig(treeOf({ [CONFIG_PATH]: 'extends = "none.toml"' }));
    expect(messages(missing)).toEqual(['`extends` names `none.toml`, and there is no file .assay/none.toml']);
    expect(missing.problems[0]?.kind).toBe('bad-rule');
    const circle = await projectConfig(
      treeOf({ [CONFIG_PATH]: 'extends = "a.toml"', '.assay/a.toml': 'extends = "config.toml"' }),
    );
    expect(messages(circle)).toEqual([
      '`extends` leads in a circle: .assay/config.toml → .assay/a.toml → .assay/config.toml',
    ]);
    expect(circle.problems[0]?.kind).toBe('bad-rule');
    const out = await projectConfig(
      treeOf({ [CONFIG_PATH]: 'extends = ["../../x.toml", "https://a/b.toml"]' }),
    );
    expect(messages(out)).toEqual([
      '`../../x.toml` cannot be extended Only files of the project and `pack:NAME` can be extended.',
      '`https://a/b.toml` cannot be extended Nothing is read from the network. Put the file into the project, or install a pack.',
    ]);
  });
});

describe('hostile configurations', () => {
  it('that name one another again and again end', async () => {
    const twice = (number: number) => `extends = ["${number}.toml", "${number}.toml"]`;
    const files = Array.from({ length: 16 }, (_, number) => [`.assay/${number}.toml`, twice(number + 1)]);
    const config = await projectConfig(treeOf({ [CONFIG_PATH]: twice(0), ...Object.fromEntries(files) }));
    expect(messages(config)).toContain('more than 64 files extend one another');
  });

  it('of no version are named', async () => {
    for (const version of ['-inf', '-9007199254740991', '0.5']) {
      expect((await parseConfig(`version = ${version}`)).problems).not.toEqual([]);
    }
  });

  it('that cannot be read are no missing ones', async () => {
    const tree = treeOf({ [CONFIG_PATH]: 'ignore = ["a"]' });
    const broken = {
      ...{ name: tree.name, refused: tree.refused, list: (folder: string) => tree.list(folder) },
      open: () => Promise.reject(new Error('no right')),
    };
    expect(messages(await projectConfig(broken))).toEqual(['the configuration cannot be read']);
  });

  it('say that nothing is meant where a list is empty', async () => {
    expect((await parseConfig('concerns = []')).concerns).toEqual([]);
    expect((await parseConfig('concerns = ["nonsense"]')).concerns).toBeUndefined();
  });
});

describe('profiles', () => {
  const text =
    'profile = "quick"\nmin-severity = "low"\n[profiles.quick]\nmin-severity = "high"\n[profiles.ci.gate]\nmax = 0';

  it('go over the file that chooses them, and are named where there are none', async () => {
    expect((await parseConfig(text)).minSeverity).toBe('high');
    const ci = await parseConfig(text, 'ci');
    expect([ci.minSeverity, ci.gate]).toEqual(['low', [{ new: false, max: 0 }]]);
    expect((await parseConfig('', 'security')).concerns).toEqual(['security', 'secrets']);
    expect(messages(await parseConfig(text, 'quik'))).toEqual([
      'unknown profile `quik` Did you mean `quick`?',
    ]);
    expect((await parseConfig(text, 'quik')).problems[0]?.kind).toBe('bad-rule');
  });

  it('keep rules from running of which nothing would count', () => {
    const rule = (id: string, rest: Partial<RuleInfo>) => ({ id, severity: 'high', ...rest }) as RuleInfo;
    const rules = [
      rule('a', { category: 'security', confidence: 'high' }),
      rule('b', { category: 'security', cwe: ['CWE-798'] }),
      rule('c', { category: 'correctness', confidence: 'low' }),
      rule('d', { severity: 'low' }),
    ];
    const config = (values: ConfigLayer['values']) => joinLayers([{ from: '', values }]);
    expect(notWanted(config({ concerns: ['secrets'] }), rules)).toEqual(['a', 'c']);
    // Folders may want what is too mild or not sure enough elsewhere.
    expect(notWanted(config({ minConfidence: 'medium', minSeverity: 'critical' }), rules)).toEqual([]);
    expect(notWanted(config({}), rules)).toEqual([]);
  });
});

it('what a person says is below what the project says, but what the person turned off stays off', () => {
  const layer = (from: string, values: ConfigLayer['values']) => joinLayers([{ from, values }]);
  const joined = joinConfigs(
    layer('person', { rules: { a: 'off', b: 'low' }, threatModels: ['all'], ignore: ['x'] }),
    layer('project', { rules: { a: 'high', b: 'high' }, ignore: ['y'] }),
  );
  expect(joined).toMatchObject({
    off: ['a'],
    severities: { b: 'high' },
    threatModels: ['all'],
    ignore: ['x', 'y'],
  });
});

it('a folder’s configuration may say less, and names what counts only at the root', async () => {
  const tree = treeOf({
    'web/.assay/config.toml': 'ignore = ["*.min.js"]\nprofile = "x"\n[gate]\nmax = 0\n[rules]\n"a" = "off"',
  });
  const config = await folderConfig(tree, 'web');
  expect(config).toMatchObject({ folder: 'web', ignore: ['*.min.js'], choice: { off: ['a'] } });
  expect(messages(config ?? { problems: [] })).toEqual([
    '`profile` counts only in the configuration at the root',
    '`gate` counts only in the configuration at the root',
  ]);
  expect(await folderConfig(tree, 'other')).toBeUndefined();
});

it('results are marked with what folders said when they came about', () => {
  const choice = { off: ['a'] };
  const hash = markedHash('12', choice);
  expect(hash).toMatch(/^12\+[0-9a-f]{8}$/);
  expect([
    hasMark(hash, choice),
    hasMark(hash, undefined),
    hasMark('12', choice),
    hasMark('12', undefined),
  ]).toEqual([true, false, false, true]);
});

describe('versions', () => {
  it('that are newer are not guessed at', async () => {
    const { problems, off } = await parseConfig('version = 2\n[rules]\na = "off"');
    expect(off).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'bad-rule', message: expect.stringContaining('has version 2') }]);
  });

  it('that are older become the present one, with everything that stands beside', async () => {
    expect(await migratedText('# why\nignore = ["a"]\n')).toBe('version = 1\n# why\nignore = ["a"]\n');
    expect(await migratedText('version = 1\n')).toBeUndefined();
    expect((await parseConfig('ignore = ["a"]')).problems).toEqual([]);
  });
});

describe('the schema for editors', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(
    schemaForEditors([{ id: 'python/xss', title: 'Cross-site scripting' }]),
  );

  it.each([
    ['version = 1'],
    ['version = 2'],
    ['extends = "a.toml"'],
    ['extends = ["a.toml", "b.toml"]\nprofile = ""'],
    ['profile = "security"\nconcerns = ["security", "bugs"]'],
    ['concerns = ["safety"]'],
    ['ignore = ["a", "b"]\nthreat-models = ["all"]'],
    ['ignore = "a"'],
    [`ignore = [${'"a",'.repeat(1001)}]`],
    ['min-severity = "medium"\nmin-confidence = "low"\nleave-out = ["tests"]'],
    ['min-severity = "bad"'],
    ['leave-out = ["test"]'],
    ['[rules]\n"python/xss" = "off"\n"other/rule" = "critical"'],
    ['[rules]\n"python/xss" = "hihg"'],
    ['[rules]\n"other/rule" = 1'],
    ['[packs]\nhouse = "off"'],
    ['[packs]\nhouse = true'],
    ['[gate]\nnew = true\nseverity = "high"\nmax = 0'],
    ['[gate]\nmax = -1'],
    ['[gate]\nmax = 1.5'],
    ['[[gate]]\nmax = 0\n[[gate]]\nconfidence = "sure"'],
    ['[[gate]]\nmax = 0\n[[gate]]\nnew = true'],
    ['gate = 1'],
    ['[profiles.ci]\nmin-severity = "high"'],
    ['[profiles.ci]\nprofile = "other"'],
    ['ignroe = []'],
  ])('and the reading of it agree on %s', async (text) => {
    const { parse } = await import('smol-toml');
    const { problems } = await parseConfig(
      text.includes('extends') ? text.replace(/extends = .*/, '') : text,
    );
    const isRight = validate(parse(text));
    if (text.includes('profile = ""')) expect([isRight, problems.length]).toEqual([false, 1]);
    else expect(isRight, JSON.stringify([validate.errors, problems])).toBe(problems.length === 0);
  });

  it('is a schema, says what each key is for, and knows the rules', () => {
    expect(new Ajv().validateSchema(schemaForEditors([]))).toBe(true);
    const { properties } = schemaForEditors([{ id: 'python/xss' }]) as {
      properties: Record<string, { description?: string; properties?: object }>;
    };
    expect(Object.keys(properties)).toContain('profiles');
    expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
    expect(Object.keys(properties.rules?.properties ?? {})).toEqual(['python/xss']);
  });
});
