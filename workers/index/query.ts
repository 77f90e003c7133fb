/** What a question to the index is: how it is answered, and what may end it. */
import type { IndexQueries, IndexQuery } from '../protocol';
import type { JoinedProject } from './joined';

/** Given to a question that is being answered. */
export interface Asking<Q extends IndexQuery> {
  /** Whether nobody waits for the answer any more; the project is another one then. */
  isOver(): boolean;
  /** Tells a part of the answer. */
  onPart(part: IndexQueries[Q]['part']): void;
}

/** Answers a question about names; what takes long lets messages in on the way. */
export type Answer<Q extends IndexQuery> = (
  project: JoinedProject,
  params: IndexQueries[Q]['params'],
  asking: Asking<Q>,
) => IndexQueries[Q]['result'] | Promise<IndexQueries[Q]['result']>;
