/** What hosts without a worker of their own, such as the command line, use of intake. Node's file system is in `node-fs`. */
export { migratedText } from './config-versions';
export { decode } from './decode';
export { Intake } from './intake';
export { packFiles } from './packs';
export { parseConfig, projectConfig } from './project-config';
export type { RunPlace } from './run';
export { intakeService } from './service';
export { withoutWrapper } from './sub-tree';
export type { FileTree, OpenedFile, TreeEntry } from './tree';
