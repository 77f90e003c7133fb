/** Whether the outline is shown beside code, where there is room for it; kept in this browser. */
import { createSetting, oneOfWords } from '../kernel/settings';

const [shown, setShown] = createSetting<'yes' | 'no'>('outline', 'yes', oneOfWords(['yes', 'no']));

/** A signal. */
export function isOutlineShown(): boolean {
  return shown() === 'yes';
}

export function toggleOutline(): void {
  setShown(isOutlineShown() ? 'no' : 'yes');
}
