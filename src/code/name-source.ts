/** Answers what the viewer asks about the names of a file, from the index of the project. */
import type { Accessor } from 'solid-js';
import type { FoundUses, HoverRow, NamesAnswer } from '../../workers/protocol';
import { askNames, isWhole } from '../data';
import type { NameCard, NameSource, Place } from '../editor';
import { countOf } from '../kernel/format';
import { notifyError } from '../kernel/notices';
import { visibleText } from '../kernel/visible-text';
import { findDefinition, findUses } from './find';
import { MOST_USES, partOfProject } from './peek';

/** The names of the file of this path. */
export function nameSource(path: Accessor<string>): NameSource {
  const here = ({ line, col }: Place) => ({ path: path(), line, col });
  return {
    async card(place, signal) {
      const answer = await askNames('hoverAt', here(place), signal);
      const row = answer?.found;
      // What comes from outside of the project needs no card.
      if (!answer || !row || (row.definitions.length === 0 && isWhole(answer))) return undefined;
      return cardOf(answer, row, here(place));
    },
    async sameNames(place, signal) {
      const answer = await askNames('occurrencesAt', here(place), signal);
      return (answer?.found ?? []).map(({ line, col, length, role }) => ({
        ...{ line, col, length },
        isWritten: role === 'definition' || role === 'write',
      }));
    },
    goToDefinition: (place) => void findDefinition(here(place)).catch(notifyError),
    listUses: (place) => void findUses(here(place)).catch(notifyError),
  };
}

function cardOf(answer: NamesAnswer<unknown>, row: HoverRow, place: Place & { path: string }): NameCard {
  return {
    ...{ line: place.line, col: row.col, length: row.length },
    signature: visibleText(row.signature),
    doc: visibleText(row.doc),
    about: aboutOf(row, answer),
    uses: countUses(place),
  };
}

/** Such as `method of Scan · src/scan.ts:12`. */
function aboutOf({ name, definitions, container }: HoverRow, answer: NamesAnswer<unknown>): string {
  const [first] = definitions;
  if (!first) return `No definition of ${visibleText(name)} yet · ${partOfProject(answer)}`;
  const where = visibleText(`${first.file}:${first.line}`);
  if (!first.certain) {
    const others = definitions.length - 1;
    const more = others > 0 ? ` and ${countOf(others, 'other')}` : '';
    return `May be the ${first.kind} in ${where}${more}, by its name alone`;
  }
  return `${first.kind}${container ? ` of ${visibleText(container)}` : ''} · ${where}`;
}

async function countUses(place: Place & { path: string }): Promise<string> {
  const answer = await askNames(
    'referencesAt',
    { ...place, limit: MOST_USES },
    AbortSignal.timeout(COUNT_MS),
  ).catch(() => undefined);
  return answer ? describeUses(answer.found) : 'Uses';
}

/** Longer nobody looks at a card; ms. */
const COUNT_MS = 5000;

function describeUses({ files, whole }: FoundUses): string {
  const uses = files.flatMap((file) => file.uses).filter(({ role }) => role !== 'definition');
  const certain = uses.filter((use) => use.certain);
  if (certain.length === 0 && uses.length > 0) return `${countOf(uses.length, 'use')} by name`;
  return whole ? countOf(certain.length, 'use') : `${countOf(certain.length, 'use')} and more`;
}
