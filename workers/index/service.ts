/** The index service: one joined project, and who may ask it what. */
import {
  AssayError,
  type IndexAnswer,
  type IndexQueries,
  type IndexQuery,
  type IndexSource,
  type NamesAnswer,
  type ProjectIndexService,
  type SearchAnswer,
  toEnvelope,
} from '../protocol';
import { type Connection, connect } from '../rpc';
import { JoinedProject } from './joined';
import { queries } from './queries';
import { type Searching, search, searchRules } from './search';
import { withTexts } from './with-texts';

function notReady(what: string): AssayError {
  return new AssayError({ code: 'not-ready', message: `The index worker was not given ${what}.` });
}

function overtaken(): AssayError {
  return new AssayError({ code: 'overtaken', message: 'The project has changed since.' });
}

/** The limit goes before the query, which may say another one after it. */
async function searchUpTo(
  limit: number,
  project: JoinedProject,
  query: string,
  searching: Searching,
): Promise<SearchAnswer> {
  const prefix = `count:${limit} `;
  try {
    const found = await search(project, prefix + query, searching);
    if (!found) throw overtaken();
    return found;
  } catch (error) {
    const { detail, ...envelope } = toEnvelope(error);
    const place = detail?.replace(/\d+/, (at) => String(Math.max(1, Number(at) - prefix.length)));
    throw new AssayError({ ...envelope, ...(place && { detail: place }) });
  }
}

/** A service that has no engine yet; `setup` gives it one. */
export function makeIndexService(): ProjectIndexService {
  let made: JoinedProject | undefined;
  let source: Connection<IndexSource> | undefined;
  let revision = 0;
  /** Ends what still goes on for the revision before. */
  let revised = new AbortController();
  /** One change at a time: two would take in the same twice, or one of them half a project. */
  let last: Promise<unknown> = Promise.resolve();
  const project = () => {
    if (!made) throw notReady('its engine');
    return made;
  };
  const answer = <T>(found: T): IndexAnswer<T> => ({ ...project().count, revision, found });

  /** Answers about the revision that was asked for, or not at all. */
  function ask<T>(asked: number, signal: AbortSignal, find: (project: JoinedProject) => T): IndexAnswer<T> {
    if (asked !== revision || signal.aborted) throw overtaken();
    return answer(find(project()));
  }

  return {
    async setup(engine, grammar, embedding) {
      made = new JoinedProject(engine, grammar, embedding);
    },
    async connect(port) {
      source = connect(port);
    },
    follow(order, signal) {
      revision = order.revision;
      revised.abort();
      revised = new AbortController();
      const following = last.then(async () => {
        if (order.revision !== revision || signal.aborted) throw overtaken();
        if (!source) throw notReady('its port');
        await project().follow(source.service, order, signal);
        if (order.revision !== revision || signal.aborted) throw overtaken();
        return answer(null);
      });
      last = following.catch(() => {});
      return following;
    },
    async combine(asked, rules, signal) {
      const isOver = () => asked !== revision || signal.aborted;
      if (isOver()) throw overtaken();
      const { found, missed } = await withTexts(project(), isOver, () => project().combine(rules));
      if (isOver()) throw overtaken();
      const whole = answer(found);
      return { ...whole, done: Math.max(0, whole.done - missed) };
    },
    definitions: async (asked, name, signal) => ask(asked, signal, (joined) => joined.definitions(name)),
    async followTexts(order, room, signal) {
      if (!source) throw notReady('its port');
      const stop = AbortSignal.any([signal, revised.signal]);
      if (order.revision !== revision || stop.aborted) throw overtaken();
      await project().followTexts(source.service, order.projectId, room, stop);
      if (stop.aborted) throw overtaken();
      return project().textCount;
    },
    async search(asked, query, limit, signal, onPart) {
      const start = performance.now();
      const found = await searchUpTo(limit, project(), query, {
        isOver: () => asked !== revision || signal.aborted,
        onPart: (part) => onPart?.(part),
      });
      return { ...project().textCount, found, elapsedMs: performance.now() - start };
    },
    async searchRules(asked, order, signal, onPart) {
      const start = performance.now();
      const found = await searchRules(project(), order, {
        isOver: () => asked !== revision || signal.aborted,
        onPart: (part) => onPart?.(part),
      });
      if (!found) throw overtaken();
      return { ...project().textCount, found, elapsedMs: performance.now() - start };
    },
    async query<Q extends IndexQuery>(
      asked: number,
      name: Q,
      params: IndexQueries[Q]['params'],
      signal: AbortSignal,
      onPart?: (part: IndexQueries[Q]['part']) => void,
    ): Promise<NamesAnswer<IndexQueries[Q]['result']>> {
      const isOver = () => asked !== revision || signal.aborted;
      if (isOver()) throw overtaken();
      const { found, missed } = await withTexts(project(), isOver, () =>
        queries[name](project(), params, { isOver, onPart: (part) => onPart?.(part) }),
      );
      if (isOver()) throw overtaken();
      const { searchable, ...texts } = project().textCount;
      return { ...texts, searchable: searchable - missed, ...answer(found) };
    },
    ping: async () => ({
      isWaiting: made?.isWaiting || source?.isWaiting() || false,
      steps: made?.steps ?? 0,
    }),
  };
}
