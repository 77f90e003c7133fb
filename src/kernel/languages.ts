/** What the page knows of languages: what the engine says of them. */
import languages, { type Language } from 'virtual:languages';

const BY_ID = new Map(languages.map((language) => [language.id, language]));
const BY_NAME = new Map(languages.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => [name, id])));
const BY_EXTENSION = new Map(languages.flatMap(({ id, extensions }) => extensions.map((one) => [one, id])));

/** What is known of a language, by the engine's id. */
export function languageById(id: string): Language | undefined {
  return BY_ID.get(id);
}

/** The name of a language; its id where it has none, and what is said of files of no known language. */
export function languageName(id: string | undefined): string {
  if (!id) return 'No known language';
  return BY_ID.get(id)?.name ?? id;
}

/** The id of the language that people call so, by an id, an alias or a file name's ending, in any case. */
export function languageCalled(name: string): string | undefined {
  const wanted = name.toLowerCase();
  return BY_NAME.get(wanted) ?? BY_EXTENSION.get(wanted);
}

/** The language of a file that is not here, by its name: the most likely one where languages share an ending. */
export function languageOfPath(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isNamed = (pattern: string) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const named = languages.find(({ fileNames }) => fileNames.some(isNamed));
  return named?.id ?? BY_EXTENSION.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
