/**
 * The figures as text: sections with an empty line between them, each by its title. What is measured anew
 * replaces its section; the others stay as they were written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../lib/paths';

const RESULTS = 'tests/bench/results.txt';

/** `name` is the part of the title by which an older section of the same is known. */
export interface Section {
  name: string;
  /** What the title says beside the name: when and how it was measured. */
  how: string;
  lines: string[];
}

/** Puts a section into the text of the others, in the place of its older self if there is one. */
export function withSection(text: string, { name, how, lines }: Section): string {
  const own = [`${name} (${how})`, ...lines].map((line) => line.trimEnd()).join('\n');
  const all = text
    .split('\n\n')
    .map((section) => section.trim())
    .filter(Boolean);
  const at = all.findIndex((section) => section.startsWith(`${name} (`));
  if (at < 0) all.push(own);
  else all[at] = own;
  return `${all.join('\n\n')}\n`;
}

/** Prints a section and writes it at once, so that a bench that is cut short has not worked in vain. */
export function record(section: Section): void {
  const path = inRoot(RESULTS);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(path, withSection(text, section));
  console.log([`${section.name} (${section.how})`, ...section.lines, ''].join('\n'));
}
