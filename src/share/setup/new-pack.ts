/** The files of a pack to begin with: its manifest, a rule with cases, and what it is. */
import { PACK_MANIFEST } from '../../../workers/protocol';
import { casesPath } from '../cases';
import { template } from '../rule-templates';
import type { NewFile } from './ci';

export function packFilesOf(name: string): NewFile[] {
  const rule = template('semgrep', 'call');
  return [
    { path: PACK_MANIFEST, text: manifest(name) },
    { path: `rules/${rule.path}`, text: rule.text },
    { path: `rules/${casesPath(rule.path)}`, text: rule.cases },
    { path: 'README.md', text: `# ${name}\n\nSay what the rules of this pack are about, and for whom.\n` },
  ];
}

const manifest = (name: string) => `name = ${JSON.stringify(name)}
version = "0.1.0"
licence = "MIT"
description = "Say in a sentence what its rules find."
rules = ["rules"]          # files and folders
`;
