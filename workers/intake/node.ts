/** What the command line uses beside `index`: a folder on disk as a tree, and archives on disk. */
export { ARCHIVE_NAME, openArchive } from './archive';
export { recogniseArchive } from './archive-format';
export { MountedTree } from './mounted-tree';
export { DiskFile, NodeTree, nodeHash, outerIgnoreFiles, systemMessage } from './node-fs';
export { folderOf, joinPath } from './tree';
