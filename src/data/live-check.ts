/** Checks a text while it is edited: one check at a time, the latest text wins. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import {
  DEFAULT_ANALYSIS_OPTIONS,
  type ErrorEnvelope,
  explain,
  type FileReport,
} from '../../workers/protocol';
import { pool } from './engine';
import { currentProjectId } from './project';
import { checkOptions, loadProjectRules } from './project-checks';
import type { UsedConfig } from './project-config';
import { makeRunner } from './runner';

/** A text as it is now; each one is an object of its own. */
export interface LiveText {
  path: string;
  text: string;
}

export interface LiveCheck {
  /** What was found in the latest text that was checked; the one before it while the next one is checked. */
  report: Accessor<FileReport | undefined>;
  /** Why the latest text could not be checked. */
  error: Accessor<ErrorEnvelope | undefined>;
}

/** Follows a text for as long as its owner lives; undefined where there is none to check. */
export function createLiveCheck(text: Accessor<LiveText | undefined>): LiveCheck {
  const [report, setReport] = createSignal<FileReport>();
  const [error, setError] = createSignal<ErrorEnvelope>();
  /** The rules are those of the latest scan; they are loaded anew with each file that is opened. */
  let rulesOf: { path: string; loaded: Promise<UsedConfig | undefined> } | undefined;
  const rules = (path: string) => {
    if (rulesOf?.path !== path) rulesOf = { path, loaded: rulesNow() };
    return rulesOf.loaded;
  };
  const runner = makeRunner<LiveText, FileReport>({
    async ask({ path, text }) {
      const used = await rules(path);
      const options = used ? await checkOptions(path, used) : DEFAULT_ANALYSIS_OPTIONS;
      const bytes = await pool.check(path, new TextEncoder().encode(text), options);
      return JSON.parse(new TextDecoder().decode(bytes)) as FileReport;
    },
    answered(checked) {
      setReport(checked);
      setError(undefined);
    },
    failed(reason) {
      rulesOf = undefined;
      setError(explain(reason));
    },
    busy: () => {},
  });
  createEffect(
    on(text, (now) => {
      if (now?.path !== report()?.path) setReport(undefined);
      if (now === undefined) setError(undefined);
      runner.ask(now);
    }),
  );
  onCleanup(runner.stop);
  return { report, error };
}

async function rulesNow(): Promise<UsedConfig | undefined> {
  const projectId = currentProjectId();
  return projectId === undefined ? undefined : loadProjectRules(projectId);
}
