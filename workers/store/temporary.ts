/**
 * Projects that are shown and not kept: each is held by its tab by a claim, so that whatever a tab leaves behind when
 * it ends is known for nobody's and removed.
 */

import type { Database } from './database';
import type { Claims } from './host';
import { insertTemporary, selectTemporary } from './writes/projects';

/**
 * A page lets go of its claims only when its worker has ended, which on a busy machine takes seconds. Who comes back to
 * a page that has been left waits for that; who finds the claim in a copy of a tab that lives would wait in vain; ms.
 */
const LEFT_WAIT_MS = 30_000;
const HOLD_WAIT_MS = 2000;
/** Enough for an answer from a claim that is free; ms. */
const ABANDONED_WAIT_MS = 200;

export class TemporaryProjects {
  readonly #database: Database;
  readonly #claims: Claims;
  /** Those that this tab holds, with what lets go of each. */
  readonly #held = new Map<number, () => void>();

  constructor(database: Database, claims: Claims) {
    this.#database = database;
    this.#claims = claims;
  }

  async create(name: string): Promise<number> {
    const id = await this.#database.write((sql) => insertTemporary(sql, name, Date.now()));
    await this.hold(id);
    return id;
  }

  /** False if it is not there, is kept, or is held by another tab. `wasLeft` says that the page that held it has gone. */
  async hold(id: number, wasLeft = false): Promise<boolean> {
    if (this.#held.has(id)) return true;
    if (!(await this.#database.read(selectTemporary)).includes(id)) return false;
    const release = await this.#claims.take(claimOf(id), wasLeft ? LEFT_WAIT_MS : HOLD_WAIT_MS);
    if (release === undefined) return false;
    this.#held.set(id, release);
    return true;
  }

  letGo(id: number): void {
    this.#held.get(id)?.();
    this.#held.delete(id);
  }

  /** Those of tabs that are gone. */
  async abandoned(): Promise<number[]> {
    const ids: number[] = [];
    for (const id of await this.#database.read(selectTemporary)) {
      if (this.#held.has(id)) continue;
      const release = await this.#claims.take(claimOf(id), ABANDONED_WAIT_MS);
      if (release === undefined) continue;
      release();
      ids.push(id);
    }
    return ids;
  }
}

function claimOf(id: number): string {
  return `assay-temporary-${id}`;
}
