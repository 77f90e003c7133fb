/** What hosts use without a worker around it: the command line joins the project in its own thread. */
export { JoinedProject } from './joined';
export { provenBy } from './proof';
export { unless } from './refused';
export type { RenamedPlace } from './renamed';
export { search } from './search';
