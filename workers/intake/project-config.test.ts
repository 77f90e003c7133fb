import { describe, expect, it } from 'vitest';
import {
  describeConfig,
  NO_CONFIG,
  type ProjectConfig,
  type RuleInfo,
  unknownRules,
  withSeverities,
} from '../protocol';
import { parseConfig } from './project-config';

const messages = async (text: string) =>
  (await parseConfig(text)).problems.map(({ message, help }) => [message, help].filter(Boolean).join(' '));

const withoutLayers = ({ layers: _, ...config }: ProjectConfig) => config;

const rule = (id: string, aliases: string[] = []) =>
  ({ id, aliases, severity: 'high' }) as unknown as RuleInfo;

describe('a project’s configuration', () => {
  it('says which sources count, which files are left out, and what becomes of rules', async () => {
    const text = `
      threat-models = ["remote", "environment"]
      ignore = ["vendor/**", "*.gen.go"]
      [rules]
      "go/weak-hash" = "off"
      "go/xss" = "low"
    `;
    expect(withoutLayers(await parseConfig(text))).toEqual({
      threatModels: ['remote', 'environment'],
      off: ['go/weak-hash'],
      severities: { 'go/xss': 'low' },
      ignore: ['vendor/**', '*.gen.go'],
      problems: [],
    });
    expect(await parseConfig('')).toEqual(NO_CONFIG);
  });

  it('names keys, values and threat models that it does not know, and what was meant', async () => {
    expect(await messages('threat-model = ["remote"]')).toEqual([
      'unknown key `threat-model` Did you mean `threat-models`?',
    ]);
    expect(await messages('colour = 1')).toEqual([
      'unknown key `colour` Known: `version`, `extends`, `profile`, `concerns`, `ignore`, `rules`, `min-severity`, `min-confidence`, `leave-out`, `threat-models`, `packs`, `gate`, `profiles`.',
    ]);
    expect(await messages('threat-models = ["enviroment"]')).toEqual([
      'unknown threat model `enviroment` Did you mean `environment`?',
    ]);
    expect(await messages('[rules]\n"go/xss" = "hihg"')).toEqual([
      'unknown value of `go/xss` `hihg` Did you mean `high`?',
    ]);
    const [on] = await messages('[rules]\n"project/import-cycle" = "on"');
    expect(on).toMatch(/^`project\/import-cycle` cannot be turned on here .*`--project`\.$/);
  });

  it('does nothing with values of another kind, and says so', async () => {
    const { problems, ...rest } = withoutLayers(
      await parseConfig('ignore = "vendor"\nthreat-models = [1]\nrules = ["a"]'),
    );
    expect(rest).toEqual({ off: [], severities: {}, ignore: [] });
    expect(problems.map(({ message }) => message)).toEqual([
      '`ignore` is no list of texts',
      '`threat-models` is no list of texts',
      '`rules` is not a table',
    ]);
  });

  it('keeps the threat models of before where none of the names is right', async () => {
    expect(await parseConfig('threat-models = ["nothing-like-it"]')).not.toHaveProperty('threatModels');
  });

  it('that is no TOML is told with its place, as a rule that cannot be used', async () => {
    const [problem] = (await parseConfig('ignore = [\n"a"')).problems;
    expect(problem).toMatchObject({ kind: 'bad-rule', path: '.assay/config.toml', line: 2 });
  });

  it('bounds how many patterns it takes', async () => {
    const many = `ignore = [${'"a",'.repeat(1500)}]`;
    const { ignore, problems } = await parseConfig(many);
    expect(ignore).toHaveLength(1000);
    expect(problems[0]?.message).toContain('more than 1000 patterns');
  });
});

describe('rules in a configuration', () => {
  const rules = [rule('go/xss', ['go/html-from-request']), rule('go/ssrf')];

  it('that are none are named, with the one that was meant', () => {
    const config = { ...NO_CONFIG, off: ['go/xxs', 'go/html-from-request'] };
    expect(unknownRules(config, rules)).toMatchObject([
      { message: 'unknown rule `go/xxs`', help: 'Did you mean `go/xss`?' },
    ]);
  });

  it('get their severity by any of their ids', () => {
    const severities = { 'go/html-from-request': 'info' as const };
    expect(withSeverities(rules, { severities }).map(({ severity }) => severity)).toEqual(['info', 'high']);
  });
});

it('what a configuration changes is said in words, and nothing where it changes nothing', () => {
  expect(describeConfig(NO_CONFIG)).toBeUndefined();
  expect(describeConfig({ ...NO_CONFIG, off: ['a'], ignore: ['b', 'c'] })).toBe(
    'The project’s own .assay/config.toml turns 1 rule off; leaves out files that match 2 patterns.',
  );
});
