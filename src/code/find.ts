/** Goes to definitions and lists uses, for keys, clicks and menus alike. */
import type { DefinitionRow, UsedFile } from '../../workers/protocol';
import { askNames, notify } from '../data';
import { countOf } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { activeCode } from './active';
import { type FilePlace, goToPlace } from './go';
import { listOf, partOfProject, usesOf } from './peek';
import { toneOf } from './symbol-icon';

const NEVER = new AbortController().signal;

/**
 * Goes to what the name at a place refers to; where several things may be meant they are listed, and at the definition
 * itself its uses are.
 */
export async function findDefinition(place: FilePlace): Promise<void> {
  const answer = await askNames('hoverAt', place, NEVER);
  const row = answer?.found;
  if (!answer) return;
  if (!row) {
    // The file itself may be one that the index does not know yet.
    const part = partOfProject(answer);
    if (part !== '') notify('info', 'Nothing is known of this name yet.', undefined, part);
    return;
  }
  const { definitions } = row;
  const [first] = definitions;
  if (first && definitions.length === 1 && first.certain) {
    const isHere = first.file === place.path && first.line === place.line && first.col === row.col;
    if (isHere) return findUses(place, row.name);
    return goToPlace({ path: first.file, line: first.line, col: first.col });
  }
  const name = visibleText(row.name);
  if (definitions.length === 0) {
    notify('info', `No definition of ${name} was found.`, undefined, partOfProject(answer) || undefined);
    return;
  }
  const title = `${countOf(definitions.length, 'candidate')} for ${name}, by name alone`;
  activeCode()?.peek(listOf(title, partOfProject(answer), byFile(definitions)));
}

/** Lists where that is used which the name at a place refers to. */
export async function findUses(place: FilePlace, known?: string): Promise<void> {
  const name = known ?? (await askNames('hoverAt', place, NEVER))?.found?.name;
  if (name !== undefined) activeCode()?.peek(usesOf(place, visibleText(name)));
}

/** Shows who calls what the name at a place refers to, or the types that are derived from it. */
export async function findHierarchy(place: FilePlace): Promise<void> {
  const row = (await askNames('hoverAt', place, NEVER))?.found;
  if (!row) return;
  const isType = toneOf(row.definitions[0]?.kind ?? '') === 'type';
  activeCode()?.showHierarchy({ name: row.name, place, direction: isType ? 'subtypes' : 'callers' });
}

function byFile(definitions: readonly DefinitionRow[]): UsedFile[] {
  const files = new Map<string, UsedFile>();
  for (const { file, line, col, kind, name, certain } of definitions) {
    const known = files.get(file) ?? { path: file, language: '', uses: [] };
    files.set(file, known);
    const use = { text: `${kind} ${name}`, from: kind.length + 1, length: name.length };
    known.uses.push({ line, col, ...use, role: 'definition', certain });
  }
  return [...files.values()];
}
