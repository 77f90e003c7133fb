/** What people call languages, by the engine's ids. */
import languages from 'virtual:languages';

const NAMES = new Map(languages.map(({ id, name }) => [id, name]));

/** The name of a language; its id where it has none, and what is said of files of no known language. */
export function languageName(id: string | undefined): string {
  if (!id) return 'no known language';
  return NAMES.get(id) ?? id;
}
