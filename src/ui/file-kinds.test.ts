import { describe, expect, it } from 'vitest';
import { kindOfFile, shapeOf } from './file-kinds';

describe('kindOfFile', () => {
  it.each([
    ['src/app.ts', 'code'],
    ['a/b/INDEX.HTML', 'markup'],
    ['site.scss', 'style'],
    ['run.sh', 'script'],
    ['Makefile', 'script'],
    ['.github/workflows/ci.yml', 'data'],
    ['pyproject.toml', 'settings'],
    ['.gitignore', 'settings'],
    ['Dockerfile.dev', 'settings'],
    ['LICENSE', 'document'],
    ['LICENSE.txt', 'document'],
    ['README.rst', 'document'],
    ['package-lock.json', 'lock'],
    ['uv.lock', 'lock'],
    ['build.sbt', 'code'],
    ['Containerfile', 'settings'],
    ['notes.md', 'document'],
    ['page.vue', 'markup'],
    ['.env.production', 'key'],
    ['dist/app.tar.gz', 'archive'],
    ['font.woff2', 'binary'],
    ['noending', 'file'],
    ['odd.constructor', 'file'],
    ['', 'file'],
  ] as const)('%s is %s', (path, kind) => expect(kindOfFile(path)).toBe(kind));

  it('has a shape of its own for every kind', () => {
    const kinds = [
      'code',
      'markup',
      'style',
      'script',
      'data',
      'settings',
      'document',
      'lock',
      'key',
      'file',
    ] as const;
    expect(new Set(kinds.map(shapeOf)).size).toBe(kinds.length);
  });
});
