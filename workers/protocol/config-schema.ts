/**
 * What a configuration may say: one JSON Schema, which editors complete and check by, `assay config --schema` prints and
 * intake validates with (`workers/intake/config-check.ts`). What a key means is said here and nowhere else.
 */
import { CONCERN_NAMES } from './concerns';
import { CONFIDENCES } from './confidences';
import { SEVERITIES } from './severities';
import { THREAT_MODELS } from './threats';

/** The version that this release writes. Files without one are older than versions, and mean the same. */
export const CONFIG_VERSION = 1;

/** The keywords of JSON Schema that a configuration is described with. */
export interface ConfigSchema {
  type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  /** What a text among a few is called where it is none of them. */
  title?: string;
  description?: string;
  enum?: readonly string[];
  items?: ConfigSchema;
  properties?: Readonly<Record<string, ConfigSchema>>;
  /** What all other keys hold; false where there are none. */
  additionalProperties?: ConfigSchema | false;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  /** One thing, or a list of such. */
  oneOf?: readonly [one: ConfigSchema, list: ConfigSchema];
  default?: unknown;
  examples?: readonly unknown[];
}

/** Findings of these files can be left out. */
export const LEFT_OUT = ['tests', 'third-party', 'generated'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const texts = (description: string, item: ConfigSchema = {}): ConfigSchema => ({
  type: 'array',
  description,
  items: { type: 'string', ...item },
});

const condition: ConfigSchema = {
  type: 'object',
  description: 'What a scan may find at most. It ends with 1 where there is more.',
  additionalProperties: false,
  properties: {
    new: { type: 'boolean', description: 'Findings of .assay/baseline.json do not count.', default: false },
    severity: {
      type: 'string',
      enum: SEVERITIES,
      description: 'Only findings of this severity or worse count.',
    },
    confidence: {
      type: 'string',
      enum: CONFIDENCES,
      description: 'Only findings of this confidence or higher count.',
    },
    max: { type: 'integer', minimum: 0, description: 'So many findings are let through.', default: 0 },
  },
};

/** What a folder may say of the files in it. */
const OF_FOLDERS: Readonly<Record<string, ConfigSchema>> = {
  ignore: {
    ...texts('Files that are left out, as in .gitignore.'),
    maxItems: 1000,
    examples: [['vendor/**', '*.gen.go']],
  },
  rules: {
    type: 'object',
    description: 'What becomes of rules, by id: off, a severity, or on for what an extended file turned off.',
    additionalProperties: { type: 'string', enum: ['off', 'on', ...SEVERITIES] },
  },
  'min-severity': {
    type: 'string',
    enum: SEVERITIES,
    description: 'Findings of a lower severity are left out.',
  },
  'min-confidence': {
    type: 'string',
    enum: CONFIDENCES,
    description: 'Findings of a lower confidence are left out.',
  },
  'leave-out': texts('Findings in such files are left out.', { enum: LEFT_OUT, title: 'sort of files' }),
};

/** What a profile may say, and a configuration as a whole. */
const OF_PROFILES: Readonly<Record<string, ConfigSchema>> = {
  concerns: texts('Which built-in rules run, by what they are about; all where this is missing.', {
    enum: CONCERN_NAMES,
    title: 'concern',
  }),
  ...OF_FOLDERS,
  'threat-models': texts('Which sources of data are not trusted.', {
    enum: THREAT_MODELS,
    title: 'threat model',
  }),
  packs: {
    type: 'object',
    description: 'Which packs in .assay/packs are used, by name; all where nothing is said.',
    additionalProperties: { type: 'string', enum: ['on', 'off'] },
  },
  gate: {
    description: 'What a scan may find at most: [gate], or [[gate]] for each of several conditions.',
    oneOf: [condition, { type: 'array', items: condition, maxItems: 100 }],
  },
};

const version: ConfigSchema = {
  type: 'integer',
  minimum: 1,
  maximum: CONFIG_VERSION,
  description: 'The version of the format.',
};
const extended: ConfigSchema = {
  description:
    'Configurations that this one goes on from: files of the project, from the folder of this file, or pack:NAME.',
  oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
  examples: ['../config/base.toml', 'pack:house'],
};

/** `.assay/config.toml` at the root, that of a person, and what they extend. */
export const CONFIG_SCHEMA: ConfigSchema = {
  type: 'object',
  title: 'Configuration of Assay',
  description: 'How a project is scanned: .assay/config.toml.',
  additionalProperties: false,
  properties: {
    version,
    extends: extended,
    profile: {
      type: 'string',
      minLength: 1,
      description: 'The profile that is used: one of profiles, or a built-in one.',
    },
    ...OF_PROFILES,
    profiles: {
      type: 'object',
      description: 'Named sets of settings, one of which is chosen by profile or by --profile.',
      additionalProperties: { type: 'object', additionalProperties: false, properties: OF_PROFILES },
    },
  },
};

/** `.assay/config.toml` in a folder below, which concerns the files there. */
export const FOLDER_SCHEMA: ConfigSchema = {
  type: 'object',
  description: 'How the files of a folder are scanned.',
  additionalProperties: false,
  properties: { version, extends: extended, ...OF_FOLDERS },
};

/** The same as a document for editors; `ids` are rules that are completed. */
export function schemaForEditors(ids: readonly { id: string; title?: string }[]): object {
  const { properties = {}, ...rest } = CONFIG_SCHEMA;
  const { rules = {} } = properties;
  const one = rules.additionalProperties;
  const known = ids.map(({ id, title }) => [id, { ...one, ...(title && { description: title }) }] as const);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...rest,
    properties: { ...properties, rules: { ...rules, properties: Object.fromEntries(known) } },
  };
}
