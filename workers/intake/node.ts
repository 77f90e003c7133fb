/** What the command line uses beside `index`: a folder on disk as a tree. */
export { NodeTree, nodeHash, outerIgnoreFiles } from './node-fs';
