/** Stands before the name of a file or folder, and says nothing that the name does not say. */
import { kindOfFile, shapeOf } from './file-kinds';
import { ICONS, Icon } from './Icon';
import './file-icon.css';

interface FileIconProps {
  path: string;
  /** A folder instead of a file. */
  folder?: 'open' | 'closed' | undefined;
}

export function FileIcon(props: FileIconProps) {
  const kind = () => (props.folder === undefined ? kindOfFile(props.path) : 'folder');
  const shape = () => {
    if (props.folder === undefined) return shapeOf(kindOfFile(props.path));
    return props.folder === 'open' ? ICONS.folderOpen : ICONS.folder;
  };
  return (
    <span class="file-icon" data-kind={kind()}>
      <Icon path={shape()} size={14} />
    </span>
  );
}
