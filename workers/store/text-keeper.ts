/**
 * Keeps the texts of a project's files after a scan: those with findings came with their results, the others are read
 * once more, one by one, while there is room and nobody needs the files for another scan.
 */

import { deflate, type IntakeService } from '../protocol';
import type { Database } from './database';
import { addTexts, type KeptText, selectWithoutText, type TextPolicy } from './writes/texts';

/** Compressed texts of a transaction; bytes. */
const BATCH_BYTES = 512 * 1024;

export type TextSource = Pick<IntakeService, 'read'>;

export class TextKeeper {
  /** Counts starts and stops: whoever holds an older number has been overtaken. */
  #attempt = 0;

  constructor(
    readonly database: Database,
    readonly policy: () => Promise<TextPolicy>,
    readonly committed: (projectId: number) => void,
  ) {}

  /** Settles when all are kept, there is no room for more, or another scan has begun. */
  async keep(projectId: number, source: TextSource): Promise<void> {
    const mine = ++this.#attempt;
    const isOver = () => mine !== this.#attempt;
    const policy = await this.policy();
    if (!policy.keep) return;
    const missing = await this.database.read((sql) => selectWithoutText(sql, projectId));
    let batch: KeptText[] = [];
    for (const { path, hash } of missing) {
      if (isOver()) return;
      const text = await textOf(source, path, hash);
      if (text) batch.push({ hash, data: text });
      if (batch.reduce((sum, { data }) => sum + data.length, 0) < BATCH_BYTES) continue;
      if (!(await this.#store(projectId, batch, policy))) return;
      batch = [];
    }
    if (!isOver()) await this.#store(projectId, batch, policy);
  }

  stop(): void {
    this.#attempt += 1;
  }

  /** Whether there is room for more. */
  async #store(projectId: number, texts: KeptText[], policy: TextPolicy): Promise<boolean> {
    if (texts.length === 0) return true;
    const hasRoom = await this.database.write((sql) => addTexts(sql, texts, policy, Date.now()));
    this.committed(projectId);
    return hasRoom;
  }
}

/** A file that has changed since, or is gone, has no text to keep. */
async function textOf(
  source: TextSource,
  path: string,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await source.read(path).catch(() => undefined);
  return file?.hash === hash ? deflate(file.bytes, 'deflate-raw') : undefined;
}
