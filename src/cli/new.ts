/** `assay new`: begins a rule, a pack or a CI file. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPackName, OWN_RULES } from '../../workers/protocol';
import {
  CI_KINDS,
  type CiKind,
  canSay,
  casesPath,
  ciFile,
  isCommand,
  type NewFile,
  packFilesOf,
  template,
} from '../share';
import { EXIT, UsageError } from './errors';
import { projectFolder, writeNew } from './new-files';
import type { NewInput } from './operations/new';

export async function makeNew(input: NewInput): Promise<number> {
  const root = projectFolder(input.folder);
  await writeNew(root, filesOf(input, root), input.force === true);
  return EXIT.done;
}

function filesOf(input: NewInput, root: string): NewFile[] {
  switch (input.what) {
    case 'rule':
      return ruleFiles(input);
    case 'pack':
      if (!isPackName(input.name))
        throw new UsageError('A pack’s name is small letters, digits and hyphens.');
      return packFilesOf(input.name).map((file) => ({ ...file, path: `${input.name}/${file.path}` }));
    case 'ci': {
      const kind = CI_KINDS.find((one) => one === input.name);
      if (!kind)
        throw new UsageError(`There is no CI file for ${input.name}.`, `There are: ${CI_KINDS.join(', ')}.`);
      return [ciFileOf(kind, input.command, root)];
    }
  }
}

/** The file of a kind, with the command as it was said. */
export function ciFileOf(kind: CiKind, command = 'assay', root: string): NewFile {
  if (!isCommand(command)) throw new UsageError(`“${command}” is not a command of words, paths and flags.`);
  return ciFile(kind, command, (path) => existsSync(join(root, path)));
}

function ruleFiles({ name, dialect = 'semgrep', shape = 'call' }: NewInput): NewFile[] {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new UsageError('A rule’s name is small letters, digits and hyphens.');
  if (!canSay(dialect, shape))
    throw new UsageError(
      `A rule of ${dialect} cannot look for this shape: ${shape}.`,
      'Say --dialect semgrep.',
    );
  const { path, text, cases } = template(dialect, shape);
  const [id = ''] = path.split('.');
  const file = `${OWN_RULES}/${path.replace(id, name)}`;
  const named = (content: string) => content.replaceAll(id, name);
  return [
    { path: file, text: named(text) },
    { path: casesPath(file), text: named(cases), next: 'Try it with `assay test .assay/rules`.' },
  ];
}
