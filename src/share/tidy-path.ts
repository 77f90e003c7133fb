/** Paths of other programs' files as projects have them. */

/** The path relative, with `/`, with no drive, no empty part, nothing upwards and nothing that cannot be seen. */
export function tidyPath(path: string): string {
  const parts: string[] = [];
  const plain = path.replace(/[\p{Cc}\\]/gu, '\ufffd').replace(/^(?:[A-Za-z]:)+/, '');
  for (const part of plain.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const tidy = parts.join('/').slice(-4000).replace(/^\/+/, '');
  return /^[A-Za-z]:/.test(tidy) ? `./${tidy}`.replace(':', '\ufffd').slice(2) : tidy;
}
