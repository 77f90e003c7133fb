/** The index service: one joined project, and who may ask it what. */
import { AssayError, type IndexAnswer, type IndexSource, type ProjectIndexService } from '../protocol';
import { connect } from '../rpc';
import { JoinedProject } from './joined';

function notReady(what: string): AssayError {
  return new AssayError({ code: 'not-ready', message: `The index worker was not given ${what}.` });
}

function overtaken(): AssayError {
  return new AssayError({ code: 'overtaken', message: 'The project has changed since.' });
}

/** A service that has no engine yet; `setup` gives it one. */
export function makeIndexService(): ProjectIndexService {
  let made: JoinedProject | undefined;
  let source: IndexSource | undefined;
  let revision = 0;
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
    async setup(engine) {
      made = new JoinedProject(engine);
    },
    async connect(port) {
      source = connect<IndexSource>(port).service;
    },
    follow(order, signal) {
      revision = order.revision;
      const following = last.then(async () => {
        if (order.revision !== revision || signal.aborted) throw overtaken();
        if (!source) throw notReady('its port');
        await project().follow(source, order, signal);
        if (order.revision !== revision || signal.aborted) throw overtaken();
        return answer(null);
      });
      last = following.catch(() => {});
      return following;
    },
    combine: async (asked, rules, signal) => ask(asked, signal, (joined) => joined.combine(rules)),
    definitions: async (asked, name, signal) => ask(asked, signal, (joined) => joined.definitions(name)),
    ping: async () => {},
  };
}
