/** `npm run new -- language|rule|feature NAME`: writes the files that such a thing consists of, ready to fill in. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { whenStarted } from './lib/main';
import { type Edits, languageEdits, languageFiles } from './lib/new-language';
import { inRoot } from './lib/paths';
import { RunError } from './lib/run';

export interface Recipe {
  /** What a name must look like, and how to say so. */
  name: RegExp;
  example: string;
  /** Files by path from the project's folder. */
  files(name: string): Record<string, string>;
  /** Changes of files that are there; `detail` is what may be said besides the name. */
  edits?(name: string, detail: string): Edits;
  next: string;
}

/** What can be made, by its kind. */
export const RECIPES: Record<string, Recipe> = {
  language: {
    name: /^[a-z][a-z0-9-]*$/,
    example: 'erlang',
    files: languageFiles,
    edits: languageEdits,
    next:
      'Say in its folder what is odd about it, and fill the sample with at least 100 lines; tests/languages.test.ts takes it up. ' +
      'Its highlighter goes into src/editor/languages.ts. Another grammar than tree-sitter-NAME is named behind the name: CRATE@VERSION.',
  },
  rule: {
    name: /^[a-z]+\/[a-z][a-z0-9-]*$/,
    example: 'python/mutable-default',
    files: (name) => ({
      [`crates/rules/builtin/${name}/rule.yml`]: rule(name),
      [`crates/rules/builtin/${name}/cases.md`]: cases(name),
    }),
    next: 'Write the rule and its cases; `npx vitest run tests/rules` runs them.',
  },
  feature: {
    name: /^[a-z][a-z0-9-]*$/,
    example: 'timeline',
    files: (name) => ({
      [`src/features/${name}/index.ts`]: feature(name),
      [`src/features/${name}/${pascal(name)}Page.tsx`]: page(name),
    }),
    next: 'It is in the rail the next time the page is built; `npm run dev` shows it at once.',
  },
};

function write(path: string, text: string): void {
  if (existsSync(inRoot(path))) throw new RunError(`${path} is already there.`);
  mkdirSync(dirname(inRoot(path)), { recursive: true });
  writeFileSync(inRoot(path), text);
  console.log(`wrote ${path}`);
}

function change(path: string, edit: (text: string) => string): void {
  writeFileSync(inRoot(path), edit(readFileSync(inRoot(path), 'utf8')));
  console.log(`changed ${path}`);
}

function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, _dash: string, letter: string) => letter.toUpperCase());
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function rule(name: string): string {
  return `id: ${name}
language: ${name.split('/')[0]}
severity: warning
message: Say what is wrong with \`$X\`, with the usual term first. Say what to do instead.
note: |
  ## What it finds

  ## Why it matters

  ## What to do
metadata:
  title: ${title(name.split('/')[1] ?? '')}
  category: correctness
  tags: []
  cwe: CWE-
  confidence: MEDIUM
rule:
  pattern: ${name.split('/')[1]?.replaceAll('-', '_')}($X)
`;
}

/** Whether comments of a language start with `#`, as its folder says. */
function hasHashComments(language: string): boolean {
  const path = inRoot(`crates/languages/src/${language.replaceAll('-', '_')}/mod.rs`);
  return existsSync(path) && /comments: Comments::HASH|line: &\["#"/.test(readFileSync(path, 'utf8'));
}

function cases(name: string): string {
  const [language = '', problem = ''] = name.split('/');
  const comment = hasHashComments(language) ? '#' : '//';
  const call = `${problem.replaceAll('-', '_')}(1)`;
  return `# Cases of \`${name}\`

\`\`\`${language} bad
${call} ${comment} finds: ${name}
x = ${call} ${comment} finds: ${name}
\`\`\`

\`\`\`${language} good
other(1)
\`\`\`
`;
}

function feature(name: string): string {
  return `/** ${title(name)}: say what a person does here. */
import type { Feature } from '../../kernel/feature';

const feature: Feature = {
  id: '${name}',
  title: '${title(name)}',
  order: 90,
  route: '/${name}',
  inRail: true,
  load: () => import('./${pascal(name)}Page'),
};

export default feature;
`;
}

function page(name: string): string {
  return `/** The view of ${title(name).toLowerCase()}. */
export default function ${pascal(name)}Page() {
  return <h1>${title(name)}</h1>;
}
`;
}

await whenStarted(import.meta.url, async () => {
  const [kind = '', name = '', detail = ''] = process.argv.slice(2);
  const recipe = RECIPES[kind];
  if (!recipe) throw new RunError(`Use: npm run new -- ${Object.keys(RECIPES).join('|')} NAME`);
  if (!recipe.name.test(name))
    throw new RunError(`A name of a ${kind} looks like \`${recipe.example}\`, not like \`${name}\`.`);
  for (const [path, text] of Object.entries(recipe.files(name))) write(path, text);
  for (const [path, edit] of Object.entries(recipe.edits?.(name, detail) ?? {})) change(path, edit);
  console.log(recipe.next);
});
