/** Moves the file that is shown: a box over it asks for the new path and says what would follow, then all is reviewed. */
import type { Moving } from '../../workers/protocol';
import { askMoving, navigate, reviewMoving } from '../data';
import type { Run } from '../kernel/operations/operation';
import { visibleText } from '../kernel/visible-text';
import type { ActiveCode } from './active';
import { verdictOf } from './rename';

export async function moveFile(code: ActiveCode, run: Run): Promise<void> {
  const from = code.path();
  let last: { to: string; moving: Moving } | undefined;
  const to = await code.askName({
    place: code.caret(),
    label: `New path of ${visibleText(from)}`,
    name: from,
    async verdict(typed, signal) {
      if (typed === from) return { kind: 'bad', text: 'Type another path. It starts at the project.' };
      const moving = await askMoving(from, typed, signal);
      if ('cannot' in moving) return { kind: 'bad', text: moving.cannot };
      last = { to: typed, moving };
      return verdictOf(moving, '');
    },
  });
  if (to === undefined || last?.to !== to) return;
  await reviewMoving(last.moving, run);
  if (!run.signal.aborted) navigate('/fixes');
}
