import { expect, it, vi } from 'vitest';
import { type Command, refuseDuplicates } from '../kernel/commands';

/** The data layer starts a worker as soon as it is imported; here it only has to be there. */
class IdleWorker extends EventTarget {
  postMessage(): void {}
}

async function allCommands(): Promise<Command[]> {
  vi.stubGlobal('Worker', IdleWorker);
  vi.stubGlobal('navigator', {});
  const { features } = await import('./features');
  const { shellCommands } = await import('./shell-commands');
  expect(features.length).toBeGreaterThan(4);
  const frame = shellCommands({ palette: () => {}, keyboardHelp: () => {} }, features);
  return [...frame, ...features.flatMap((feature) => feature.commands ?? [])];
}

it('gives every command an id and keys of its own', async () => {
  const commands = await allCommands();
  expect(commands.length).toBeGreaterThan(10);
  refuseDuplicates(commands);
});

it('refuses an id or a key that is taken, however it is spelled', () => {
  const command = (id: string, keys: string[]): Command => ({
    id,
    keys,
    title: id,
    group: '',
    run: () => {},
  });
  expect(() => refuseDuplicates([command('a', []), command('a', [])])).toThrow('id a');
  expect(() => refuseDuplicates([command('a', ['Mod-Shift-m']), command('b', ['shift-mod-M'])])).toThrow(
    'key',
  );
});
