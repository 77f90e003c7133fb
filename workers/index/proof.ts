/** Whether changed code still means the same: what its names refer to afterwards is compared with what they did before. */
import type { ChangedSource, Lead, Moving, Obstacle, Proof, Renaming } from '../protocol';
import type { JoinedProject } from './joined';
import { placesAfter, type RenamedPlace } from './renamed';
import { whatIf } from './what-if';

/** Where it would not. */
export function provenBy(project: JoinedProject, { of, changes }: Proof): Obstacle[] {
  return 'renaming' in of
    ? renamedWrongly(project, changes, of.renaming, of.name)
    : movedWrongly(project, changes, of.moving);
}

/** Renaming it back must change the places that were changed, and no others. */
function renamedWrongly(
  project: JoinedProject,
  changes: readonly ChangedSource[],
  renaming: Renaming,
  name: string,
): Obstacle[] {
  // Only what is certain is compared: the rest is known to be unsure.
  const wanted = placesAfter(renaming, name);
  const [first] = wanted;
  if (first === undefined) return [];
  const key = ({ file, line, col }: RenamedPlace) => `${line}:${col}:${file}`;
  const back = whatIf(project, changes, () =>
    project.rename(first.file, first.line, first.col, renaming.name),
  );
  const found = back.files.flatMap(({ path, certain }) =>
    certain.map(({ range }) => ({ file: path, line: range.start.line, col: range.start.col })),
  );
  const [before, after] = [new Set(wanted.map(key)), new Set(found.map(key))];
  const lost = wanted.filter((place) => !after.has(key(place)));
  const caught = found.filter((place) => !before.has(key(place)));
  return [
    ...lost.map((place) => ({ ...place, why: `${name} would mean something else here.` })),
    ...caught.map((place) => ({ ...place, why: `${name} would mean the renamed ${renaming.kind} here.` })),
  ];
}

/** Every name of a changed file must lead to the same thing of another file as often as before. */
function movedWrongly(project: JoinedProject, changes: readonly ChangedSource[], moving: Moving): Obstacle[] {
  const goals = new Map(moving.moved.map(({ from, to }) => [from, to]));
  const key = ({ file, name }: Lead) => `${name} of ${goals.get(file) ?? file}`;
  const counts = (leads: readonly Lead[]) => new Map(leads.map((lead) => [key(lead), lead.count]));
  const before = changes.map(({ path }) => counts(project.leads(path)));
  const after = whatIf(project, changes, () =>
    changes.map(({ path, to = path }) => counts(project.leads(to))),
  );
  return changes.flatMap(({ path }, at) => {
    const [was, is] = [before[at] ?? new Map<string, number>(), after[at] ?? new Map<string, number>()];
    const others = [...was].filter(([thing, count]) => is.get(thing) !== count).map(([thing]) => thing);
    const why = (thing: string) => `${thing} would no longer be meant here as often as before.`;
    return others.map((thing) => ({ file: path, line: 1, col: 1, why: why(thing) }));
  });
}
