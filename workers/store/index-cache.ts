/** Keeps the index of the project that was asked for last, and loads it from the database when it is not at hand. */

import type { Database } from './database';
import { loadIndex } from './load-index';
import type { ProjectIndex } from './project-index';
import type { QueryContext } from './query';

export class IndexCache {
  /** How long the last one took to load; ms. */
  loadMs = 0;
  readonly #database: Database;
  readonly #unstoredEnd: QueryContext['unstoredEnd'];
  #index: ProjectIndex | undefined;
  #loading: { projectId: number; promise: Promise<ProjectIndex> } | undefined;

  constructor(database: Database, unstoredEnd: QueryContext['unstoredEnd']) {
    this.#database = database;
    this.#unstoredEnd = unstoredEnd;
  }

  /** The index of this project, if it is at hand: what follows commits. */
  current(projectId: number): ProjectIndex | undefined {
    return this.#index?.projectId === projectId ? this.#index : undefined;
  }

  /** The next use loads it anew. */
  forget(projectId?: number): void {
    if (
      projectId !== undefined &&
      this.#index?.projectId !== projectId &&
      this.#loading?.projectId !== projectId
    ) {
      return;
    }
    this.#index = undefined;
    this.#loading = undefined;
  }

  async get(projectId: number): Promise<ProjectIndex> {
    const current = this.current(projectId);
    if (current) return current;
    if (this.#loading?.projectId === projectId) return this.#loading.promise;
    const loading = { projectId, promise: loadIndex(this.#database, projectId, this.#unstoredEnd) };
    this.#loading = loading;
    const begin = performance.now();
    try {
      const index = await loading.promise;
      this.loadMs = performance.now() - begin;
      // Forgotten in the meantime: good for this caller, who asked before, but not to be kept.
      if (this.#loading === loading) this.#index = index;
      return index;
    } finally {
      if (this.#loading === loading) this.#loading = undefined;
    }
  }
}
