/** The store of the page, fed with one commit after the other as if each were a scan of its own. */
import { deflateRawSync } from 'node:zlib';
import type { FileReport, FileResult } from '../../../workers/protocol';
import { Store } from '../../../workers/store/store';
import { MemoryStorage } from '../../store/memory-host';

/** A finding as the store has it after a scan. */
export interface Seen {
  id: number;
  path: string;
  line: number;
  rule: string;
  excerpt: string;
}

export interface CheckedBlob {
  path: string;
  blob: string;
  bytes: Uint8Array<ArrayBuffer>;
  report: FileReport;
}

const RULE_SET = 'the same for all';

export class ReplayStore {
  readonly #store = new Store(new MemoryStorage().makeTab());
  #projectId = 0;

  async open(): Promise<void> {
    await this.#store.open();
    this.#projectId = await this.#store.createProject('replay', 'files');
  }

  async scan(files: ReadonlyMap<string, string>, checked: readonly CheckedBlob[]): Promise<void> {
    const projectId = this.#projectId;
    const { runId } = await this.#store.beginRun({ projectId, ruleSetHash: RULE_SET });
    const entries = [...files].map(([path, hash]) => ({ path, hash, size: 1, modifiedMs: 1 }));
    await this.#store.addFiles(runId, entries);
    const fresh = new Set(checked.map(({ path }) => path));
    await this.#store.keepUnchanged(
      runId,
      entries.filter(({ path }) => !fresh.has(path)),
    );
    await this.#store.putResults(runId, checked.map(resultOf));
    await this.#store.walked(runId);
    const summary = { startedMs: 1, elapsedMs: 1, files: 0, unchanged: 0, parsed: 0, skipped: 0 };
    await this.#store.endRun(runId, 'done', summary);
  }

  async findingsOf(paths: ReadonlySet<string>): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (const path of paths) {
      for (const { id, finding } of await this.#store.query('findingsOfFile', {
        projectId: this.#projectId,
        path,
      })) {
        const { ruleId: rule, excerpt, range } = finding;
        seen.push({ id, path, rule, excerpt, line: range.start.line });
      }
    }
    return seen;
  }
}

function resultOf({ path, blob, bytes, report }: CheckedBlob): FileResult {
  return {
    ...{ path, size: 1, modifiedMs: 1, hash: blob, elapsedMs: 0 },
    report: new TextEncoder().encode(JSON.stringify(report)),
    findings: report.findings.length,
    ...(report.findings.length > 0 && { text: new Uint8Array(deflateRawSync(bytes)) }),
  };
}
