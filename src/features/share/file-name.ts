/** A name for a saved file that every system takes. */
export function fileName(project: string, extension: string): string {
  const name = project.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${name.slice(0, 80) || 'findings'}${extension}`;
}
