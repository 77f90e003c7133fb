/** A rule file in which a rule has another id. */
export function withId(text: string, id: string, own: string): string {
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const written = new RegExp(`^([ \\t]*(?:-[ \\t]+)?id[ \\t]*[:=][ \\t]*)(["']?)${escaped}\\2[ \\t]*$`, 'gm');
  return text.replace(written, (_, before: string, quote: string) => before + quote + own + quote);
}
