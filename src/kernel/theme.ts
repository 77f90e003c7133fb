/** Light, dark, or as the system is; kept on the document so that style sheets alone decide the rest. */
import { createSetting, oneOfWords } from './settings';

export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const [theme, choose] = createSetting<Theme>('theme', 'system', oneOfWords(THEMES));

export { theme };

/** Chooses a theme and shows it at once. */
export function setTheme(next: Theme): void {
  choose(next);
  applyTheme();
}

/** Puts the chosen theme on the document. */
export function applyTheme(): void {
  if (theme() === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme();
}
