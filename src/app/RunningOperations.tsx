/** Operations that take a while: how far each one is, and the way to cancel it. */
import { For } from 'solid-js';
import { running } from '../kernel/operations/run';
import { Button } from '../ui/Button';
import { Progress } from '../ui/Progress';

export function RunningOperations() {
  return (
    <For each={running().map(({ key }) => key)}>
      {(key) => {
        const now = () => running().find((one) => one.key === key);
        const share = () => (now()?.done ?? 0) / Math.max(1, now()?.total ?? 1);
        return (
          <span class="status-running">
            <span class="truncate">{now()?.title}</span>
            <Progress value={share()} label={now()?.title ?? ''} />
            <Button onClick={() => now()?.cancel()} aria-label={`Cancel: ${now()?.title}`}>
              Cancel
            </Button>
          </span>
        );
      }}
    </For>
  );
}
