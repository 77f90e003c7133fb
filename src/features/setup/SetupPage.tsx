/** The wizard on one page: the questions on the left, what comes of the answers on the right, always in step. */
import {
  createMemo,
  createResource,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  onMount,
  Show,
} from 'solid-js';
import './setup.css';
import {
  CONCERN_NAMES,
  CONCERNS,
  CONFIDENCES,
  type Confidence,
  concernOf,
  type FoundRule,
  LEFT_OUT,
  type LeftOut,
  SEVERITIES,
  type Severity,
  THREAT_NAMES,
  THREATS,
} from '../../../workers/protocol';
import {
  createQuery,
  currentProject,
  currentProjectId,
  filesThere,
  isAttached,
  isScanning,
  navigate,
  toolFiles,
} from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { CI_KINDS, CI_NAMES, frameworksIn, isCommand, previewOf, takeOver } from '../../share';
import { ICONS } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { NoProject } from '../../ui/NoProject';
import { Select } from '../../ui/Select';
import { SeverityCounts } from '../../ui/SeverityCounts';
import { severityName } from '../../ui/SeverityIcon';
import { Option } from './Option';
import { ResultPane } from './ResultPane';
import { RuleChoices } from './RuleChoices';
import {
  change,
  choice,
  command,
  enter,
  foreign,
  kinds,
  POSSIBLE,
  put,
  setCommand,
  setForeign,
  setKinds,
  setTaken,
  setThere,
  taken,
} from './state';

const SURE: Record<Confidence, string> = {
  low: 'All, even unlikely ones',
  medium: 'Those that are likely',
  high: 'Only those that are almost certain',
};
const SORTS: Record<LeftOut, [title: string, note: string]> = {
  tests: ['Tests and examples', 'Visitors’ requests never reach them.'],
  'third-party': ['Third-party code', 'You update it rather than change it.'],
  generated: ['Generated code', 'You change what it is generated from.'],
};

export default function SetupPage(): JSX.Element {
  return (
    <Show
      when={currentProject()}
      fallback={
        <NoProject icon={ICONS.folder} isOpening={isScanning()} onOpen={() => navigate('/')}>
          What matters in a project is chosen here, and written into it.
        </NoProject>
      }
    >
      {(project) => <Wizard name={project().name} />}
    </Show>
  );
}

function Wizard(props: { name: string }): JSX.Element {
  enter();
  const project = () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  };
  const tallies = createQuery('findingTallies', project);
  const summary = createQuery('summary', project);
  const rows = createQuery('rules', () => ({ text: '', ...project() }));
  const rules = createMemo(() => new Map((rows() ?? []).map((rule) => [rule.id, rule])));
  const preview = createMemo(() => {
    const counted = tallies();
    return counted && rows() ? previewOf(counted, rules(), choice()) : undefined;
  });
  const [tools] = createResource(isAttached, async () => {
    setThere(await filesThere(POSSIBLE));
    const files = await toolFiles();
    const read = await Promise.all(files.map(({ path, text }) => takeOver(path, text)));
    setForeign(read.filter((one) => one !== undefined));
    return files;
  });
  const isOn = (rule: FoundRule) => {
    const concern = concernOf(rule);
    const isSure =
      CONFIDENCES.indexOf(rule.confidence ?? 'high') >= CONFIDENCES.indexOf(choice().minConfidence);
    return (
      (concern === undefined || choice().concerns.includes(concern)) &&
      isSure &&
      !choice().off.includes(rule.id)
    );
  };
  return (
    <div class="setup scroll">
      <div class="setup-body">
        {/* The status beside says the same to screen readers. */}
        <p class="setup-bar" aria-hidden="true">
          <Show when={preview()}>
            {(now) => (
              <>
                <strong class="number">{countOf(now().findings, 'finding')}</strong>{' '}
                <SeverityCounts counts={now().severities} />
              </>
            )}
          </Show>
        </p>
        <div class="setup-questions">
          <h1>Set up {props.name}</h1>
          <p class="dim">
            Choose what matters. The figures are findings of the last scan; nothing is written until you say
            so.
          </p>
          <Here
            languages={(summary()?.languages ?? []).map(({ language, files }) => [
              languageName(language) || 'Other',
              files,
            ])}
            frameworks={frameworksIn(tools() ?? [])}
          />
          <Question title="What matters">
            <For each={CONCERN_NAMES}>
              {(concern) => (
                <Option
                  kind="checkbox"
                  title={CONCERNS[concern]}
                  count={preview()?.byConcern[concern]}
                  checked={choice().concerns.includes(concern)}
                  onChange={(isIn) => change({ concerns: put(choice().concerns, concern, isIn) })}
                />
              )}
            </For>
          </Question>
          <Question title="How sure a finding must be">
            <For each={CONFIDENCES}>
              {(confidence) => (
                <Option
                  kind="radio"
                  name="confidence"
                  title={SURE[confidence]}
                  note={`${confidence} confidence${confidence === 'high' ? '' : ' or higher'}`}
                  count={preview()?.byConfidence[confidence]}
                  checked={choice().minConfidence === confidence}
                  onChange={() => change({ minConfidence: confidence })}
                />
              )}
            </For>
          </Question>
          <Question title="Leave out findings in">
            <For each={LEFT_OUT}>
              {(sort) => (
                <Option
                  kind="checkbox"
                  title={SORTS[sort][0]}
                  note={SORTS[sort][1]}
                  count={preview()?.byLeftOut[sort]}
                  checked={choice().leaveOut.includes(sort)}
                  onChange={(isIn) => change({ leaveOut: put(choice().leaveOut, sort, isIn) })}
                />
              )}
            </For>
          </Question>
          <Threats />
          <Show when={(preview()?.rules.length ?? 0) > 0}>
            <Question title="Rules, one by one">
              <RuleChoices found={preview()?.rules ?? []} rules={rules()} />
            </Question>
          </Show>
          <Gate />
          <Foreign />
          <BuildServers />
        </div>
        <ResultPane preview={preview()} rules={rows() ?? []} isOn={isOn} />
      </div>
    </div>
  );
}

function Question(props: { title: string; children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  return (
    <section class="setup-question" role="group" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Here(props: { languages: [name: string, files: number][]; frameworks: string[] }): JSX.Element {
  return (
    <Question title="What is here">
      <ul class="setup-here">
        <For each={props.languages}>
          {([name, files]) => (
            <li>
              {name} <span class="dim number">{formatCount(files)}</span>
              <span class="unseen"> files</span>
            </li>
          )}
        </For>
        <For each={props.frameworks}>{(framework) => <li class="setup-framework">{framework}</li>}</For>
      </ul>
      <Show when={!isAttached()}>
        <p class="setup-note">
          The folder is closed: frameworks, other tools and files that are there already are seen once it is
          opened again.
        </p>
      </Show>
    </Question>
  );
}

function Threats(): JSX.Element {
  return (
    <Question title="Data that is not trusted">
      <For each={THREAT_NAMES}>
        {(threat) => (
          <Option
            kind="checkbox"
            title={THREATS[threat]}
            checked={choice().threatModels.includes(threat)}
            onChange={(isIn) => change({ threatModels: put(choice().threatModels, threat, isIn) })}
          />
        )}
      </For>
    </Question>
  );
}

const NEVER = 'never';

function Gate(): JSX.Element {
  const options: [Severity | typeof NEVER, string][] = [
    [NEVER, 'Never'],
    ...SEVERITIES.toReversed().map((one): [Severity, string] => [one, `${severityName(one)} or worse`]),
  ];
  const choose = (value: Severity | typeof NEVER) => {
    const { failOn: _, ...others } = choice();
    change({ ...others, failOn: value === NEVER ? undefined : value });
  };
  return (
    <Question title="When a scan fails">
      <p class="setup-note">
        A new finding of this severity or worse makes <code>assay scan</code> end with exit code 1. What is in
        .assay/baseline.json is not new.
      </p>
      <Select label="New findings" value={choice().failOn ?? NEVER} options={options} onChange={choose} />
    </Question>
  );
}

function Foreign(): JSX.Element {
  return (
    <Show when={foreign().length > 0}>
      <Question title="What other tools leave out">
        <For each={foreign()}>
          {({ path, tool, ignore, notes }) => (
            <div class="setup-foreign">
              <Show when={ignore.length > 0} fallback={<p class="code">{path}</p>}>
                <Option
                  kind="checkbox"
                  title={<code>{path}</code>}
                  note={`${tool}: ${countOf(ignore.length, 'pattern')}`}
                  checked={taken().includes(path)}
                  onChange={(isIn) => setTaken(put(taken(), path, isIn))}
                />
              </Show>
              <For each={notes}>
                {(note) => (
                  <p class="setup-note">
                    <InlineCode text={note} />
                  </p>
                )}
              </For>
            </div>
          )}
        </For>
      </Question>
    </Show>
  );
}

function BuildServers(): JSX.Element {
  const [typed, setTyped] = createSignal(command());
  onMount(() => setTyped(command()));
  const id = createUniqueId();
  return (
    <Question title="Files for build servers and git">
      <For each={CI_KINDS}>
        {(kind) => (
          <Option
            kind="checkbox"
            title={CI_NAMES[kind]}
            checked={kinds().includes(kind)}
            onChange={(isIn) => setKinds(put(kinds(), kind, isIn))}
          />
        )}
      </For>
      <Show when={kinds().length > 0}>
        <label class="setup-command" for={id}>
          How Assay is called there
        </label>
        <input
          id={id}
          class="setup-input code"
          value={typed()}
          aria-invalid={!isCommand(typed())}
          aria-describedby={isCommand(typed()) ? undefined : `${id}-wrong`}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            if (isCommand(event.currentTarget.value)) setCommand(event.currentTarget.value);
          }}
        />
        <Show when={!isCommand(typed())}>
          <p id={`${id}-wrong`} class="setup-wrong" role="alert">
            Only words, paths and flags; the files still say “{command()}”.
          </p>
        </Show>
      </Show>
    </Question>
  );
}
