import { describe, expect, it } from 'vitest';
import { canUndo, undo, undoable } from './undo';

describe('undo', () => {
  it('takes back what was done last, once', async () => {
    const told: string[] = [];
    undoable(() => void told.push('first'));
    undoable(() => void told.push('second'));
    expect(canUndo()).toBe(true);
    await undo();
    await undo();
    expect(told).toEqual(['second']);
    expect(canUndo()).toBe(false);
  });

  it('is used up by the button of the notice, of which an older one leaves it alone', async () => {
    const told: string[] = [];
    const older = undoable(() => void told.push('older'));
    const newer = undoable(() => void told.push('newer'));
    await older.run();
    expect(canUndo()).toBe(true);
    await newer.run();
    expect(canUndo()).toBe(false);
    expect(told).toEqual(['older', 'newer']);
  });

  it('leaves what is not possible any more', async () => {
    let isPossible = true;
    undoable(
      () => expect.unreachable(),
      () => isPossible,
    );
    isPossible = false;
    expect(canUndo()).toBe(false);
    await undo();
  });

  it('can take back the taking back', async () => {
    const told: string[] = [];
    const put = () => {
      told.push('put');
      undoable(takeAway);
    };
    const takeAway = () => {
      told.push('away');
      undoable(put);
    };
    put();
    await undo();
    await undo();
    await undo();
    expect(told).toEqual(['put', 'away', 'put', 'away']);
  });
});
