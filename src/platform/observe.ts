/** Tells when something in a folder changes, where the browser can observe it. */

/** As the File System specification has it; TypeScript does not know it yet. */
interface ChangeRecord {
  /** `unknown` stands for changes that were lost, `errored` for the end of the observation. */
  type: 'appeared' | 'disappeared' | 'errored' | 'modified' | 'moved' | 'unknown';
  relativePathComponents: string[];
  /** Of what was moved: where it was. */
  relativePathMovedFrom?: string[] | null;
}

interface Observer {
  observe(handle: FileSystemHandle, options: { recursive: boolean }): Promise<void>;
  disconnect(): void;
}

type MakeObserver = new (callback: (records: ChangeRecord[]) => void) => Observer;

export interface FolderEvents {
  /** Something happened at these paths, relative to the folder; undefined where nobody knows where. */
  changed(paths: string[] | undefined): void;
  /** The folder is no longer observed: it was moved or deleted, or may not be read any more. */
  ended(): void;
}

/** Observes a folder with all below it; returns what stops it, or undefined where the browser cannot. */
export async function observeFolder(
  folder: FileSystemDirectoryHandle,
  events: FolderEvents,
): Promise<(() => void) | undefined> {
  const { FileSystemObserver: Observer } = globalThis as { FileSystemObserver?: MakeObserver };
  if (Observer === undefined) return undefined;
  const observer = new Observer((records) => {
    events.changed(pathsOf(records));
    if (!records.some(({ type }) => type === 'errored')) return;
    observer.disconnect();
    events.ended();
  });
  try {
    await observer.observe(folder, { recursive: true });
    return () => observer.disconnect();
  } catch {
    // A folder of a network, for one, cannot be observed.
    observer.disconnect();
    return undefined;
  }
}

function pathsOf(records: readonly ChangeRecord[]): string[] | undefined {
  const places = records.flatMap(({ relativePathComponents: now, relativePathMovedFrom: before }) =>
    before ? [now, before] : [now],
  );
  const isKnown = records.every(({ type }) => type !== 'unknown' && type !== 'errored');
  return isKnown && places.every(({ length }) => length > 0)
    ? places.map((names) => names.join('/'))
    : undefined;
}
