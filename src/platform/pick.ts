/** Asks the person for a folder or files, with the browser's own dialogs. */
import { classifyFiles, type Dropped, folderOfFiles } from './dropped';

/** Not in TypeScript's DOM library; Chromium alone has it. */
interface PickerWindow {
  showDirectoryPicker?: (options: { mode: 'read'; id?: string }) => Promise<FileSystemDirectoryHandle>;
}

/** Lets the person choose a folder; `nothing` if they think better of it. */
export async function pickFolder(): Promise<Dropped> {
  const { showDirectoryPicker } = window as PickerWindow;
  if (showDirectoryPicker === undefined) return folderOfFiles(await pickWithInput({ folder: true }));
  try {
    const handle = await showDirectoryPicker.call(window, { mode: 'read', id: 'project' });
    return { kind: 'folder', name: handle.name, source: { kind: 'handle', handle } };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'nothing' };
    throw error;
  }
}

/** Lets the person choose files of these endings, such as `.zip,.yml`. */
export async function pickFiles(accept: string): Promise<Dropped> {
  return classifyFiles(await pickWithInput({ folder: false, accept }));
}

function pickWithInput({ folder, accept }: { folder: boolean; accept?: string }): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.hidden = true;
  input.multiple = true;
  input.webkitdirectory = folder;
  if (accept !== undefined) input.accept = accept;
  document.body.append(input);
  return new Promise((resolve) => {
    const finish = () => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', finish, { once: true });
    input.addEventListener('cancel', finish, { once: true });
    input.click();
  });
}
