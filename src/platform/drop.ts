/**
 * Drag and drop of files and folders onto the page. A browser empties the event's data as soon as
 * the handler returns, so everything is asked for synchronously and awaited afterwards.
 */
import { classifyFiles, type Dropped } from './dropped';
import { entriesFolder } from './listing';

interface DropTarget {
  /** Told when files come over the page, and when they leave it again. */
  over(isOver: boolean): void;
  dropped(what: Promise<Dropped>): void;
}

/** Makes the whole page the drop area; returns what undoes it. */
export function watchDrops(target: DropTarget): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  // dragenter and dragleave come for every element passed; the depth tells when the page itself is left.
  let depth = 0;
  const leave = () => {
    depth = 0;
    target.over(false);
  };
  addEventListener(
    'dragenter',
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      if (depth === 1) target.over(true);
    },
    { signal },
  );
  addEventListener('dragleave', () => depth > 0 && --depth === 0 && leave(), { signal });
  addEventListener('dragover', (event) => hasFiles(event) && allowCopy(event), { signal });
  addEventListener(
    'drop',
    (event) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      leave();
      target.dropped(readDrop(event.dataTransfer));
    },
    { signal },
  );
  return () => stop.abort();
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function allowCopy(event: DragEvent): void {
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
}

/** Not in TypeScript's DOM library; Chromium alone has it. */
interface HandleItem {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}

/** Reads a drop. Must be called in the event's handler; only its result is asynchronous. */
export function readDrop(data: DataTransfer): Promise<Dropped> {
  const items = [...data.items].filter((item) => item.kind === 'file');
  const asked = items.map((item) => ({
    handle: (item as HandleItem).getAsFileSystemHandle?.().catch(() => null),
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  return settle(asked);
}

interface Asked {
  handle: Promise<FileSystemHandle | null> | undefined;
  entry: FileSystemEntry | null;
  file: File | null;
}

async function settle(asked: Asked[]): Promise<Dropped> {
  const folders = asked.filter(({ entry }) => entry?.isDirectory);
  if (folders.length === 0) return classifyFiles(asked.flatMap(({ file }) => file ?? []));
  const [first] = asked;
  if (asked.length === 1 && first?.handle !== undefined) {
    const handle = await first.handle;
    if (handle instanceof FileSystemDirectoryHandle) {
      const source = { kind: 'handle', handle, isListed: true } as const;
      return { kind: 'folder', name: handle.name, source, listing: entriesFolder(folders.flatMap(entryOf)) };
    }
  }
  const entries = asked.flatMap(entryOf);
  const name = entries.length === 1 ? (entries[0]?.name ?? '') : `${entries.length} folders and files`;
  return { kind: 'folder', name, source: { kind: 'pushed', name }, listing: entriesFolder(entries) };
}

function entryOf({ entry }: Asked): FileSystemEntry[] {
  return entry ? [entry] : [];
}
