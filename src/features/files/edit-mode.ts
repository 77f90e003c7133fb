/** Whether code of the files view is edited or only read: one switch for all files. */
import { createSetting, oneOfWords } from '../../kernel/settings';

const [mode, setMode] = createSetting<'on' | 'off'>('edit-files', 'off', oneOfWords(['on', 'off']));

/** A signal. */
export function editsFiles(): boolean {
  return mode() === 'on';
}

export function setEditsFiles(on: boolean): void {
  setMode(on ? 'on' : 'off');
}
