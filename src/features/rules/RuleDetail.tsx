/** One rule: what it is, its doc and its cases side by side, and the switch. */
import { createMemo, createResource, For, type JSX, Show } from 'solid-js';
import { rules } from '../../data';
import { CodeBlock } from '../../editor';
import { countOf } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { callOperation } from '../../kernel/operations/run';
import { formatHash } from '../../kernel/router';
import { parseCases, type RuleCase } from '../../share';
import { Button, IconButton } from '../../ui/Button';
import { ClassTags } from '../../ui/ClassTags';
import { ICONS } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { Markdown, safeUrl } from '../../ui/Markdown';
import { SeverityIcon, severityName } from '../../ui/SeverityIcon';
import { Switch } from '../../ui/Switch';
import { HowFound } from './HowFound';
import { DIALECTS, type RuleRow } from './rule-filter';

const ORIGINS = { builtin: 'built-in', user: 'yours', project: 'from this project' };

interface RuleDetailProps {
  rule: RuleRow;
  /** It has an error, and finds nothing whatever its switch says. */
  isBroken: boolean;
  onToggle: () => void;
  onBack: (() => void) | undefined;
}

export function RuleDetail(props: RuleDetailProps): JSX.Element {
  const code = (text: string, language: string | undefined) => (
    <CodeBlock code={text} language={language ?? props.rule.languages[0]} />
  );
  return (
    <article class="rule-detail scroll" aria-labelledby="rule-title">
      <header class="rule-head">
        <div class="rule-title">
          <Show when={props.onBack}>
            {(back) => <IconButton label="Back to the list" icon={ICONS.back} onClick={() => back()()} />}
          </Show>
          <h2 id="rule-title">{props.rule.title ?? props.rule.id}</h2>
          <Show when={props.isBroken}>
            <span class="rule-badge broken">broken</span>
          </Show>
          <Show when={props.rule.dialect !== 'project' && props.rule.dialect !== 'comments'}>
            <Button
              kind="quiet"
              onClick={() => void callOperation('workshop.copy-rule', { rule: props.rule.id })}
            >
              Copy and change
            </Button>
          </Show>
          <Switch
            checked={props.rule.enabled && !props.isBroken}
            disabled={props.isBroken}
            onChange={() => props.onToggle()}
            label="On"
          />
        </div>
        <Show when={props.rule.title}>
          <p class="rule-ids dim">{namesOf(props.rule).join(', ')}</p>
        </Show>
        <p class="rule-lead">
          <InlineCode text={props.rule.message} isTemplate />
        </p>
        <Facts rule={props.rule} />
      </header>
      <div class="rule-columns">
        <section aria-label="Description">
          <Show when={props.rule.doc} fallback={<p class="dim">This rule has no description.</p>}>
            {(doc) => <Markdown text={doc()} code={code} />}
          </Show>
          <Show when={safeUrl(props.rule.url ?? '')}>
            {(url) => (
              <p class="rule-url">
                <a href={url()} target="_blank" rel="noopener noreferrer">
                  Read more
                </a>
              </p>
            )}
          </Show>
        </section>
        <Cases rule={props.rule} />
      </div>
      {/* What is in the engine itself has no prefilter and no file to show. */}
      <Show when={props.rule.dialect !== 'project' && props.rule.dialect !== 'comments'}>
        <HowFound rule={props.rule} />
      </Show>
    </article>
  );
}

/** The tools that equivalents name, as they write themselves. */
const TOOLS: Record<string, string> = {
  bandit: 'Bandit',
  biome: 'Biome',
  eslint: 'ESLint',
  flake8: 'Flake8',
  sonar: 'Sonar',
};

/** Its id, those that it had, and what other tools call it. */
function namesOf({ id, aliases = [], equivalents = [] }: RuleRow): string[] {
  const foreign = equivalents.map((name) => {
    const [tool = '', ...code] = name.split('/');
    return `${code.join('/')} in ${TOOLS[tool] ?? tool}`;
  });
  return [id, ...aliases.map((alias) => `formerly ${alias}`), ...foreign];
}

function Facts(props: { rule: RuleRow }): JSX.Element {
  const findingsHref = () =>
    formatHash({ path: '/findings', params: { rule: props.rule.id.replaceAll(',', '\\,'), group: 'file' } });
  const otherTags = () => {
    const classes = new Set([...(props.rule.cwe ?? []), ...(props.rule.owasp ?? [])]);
    return props.rule.tags.filter((tag) => !classes.has(tag));
  };
  return (
    <ul class="rule-facts">
      <li>
        <Show when={props.rule.severity} fallback="off by default">
          {(severity) => (
            <>
              <SeverityIcon severity={severity()} label={false} /> {severityName(severity())}
            </>
          )}
        </Show>
      </li>
      <li>{props.rule.languages.map(languageName).join(', ')}</li>
      <li>{DIALECTS[props.rule.dialect]}</li>
      <Show when={props.rule.hasFix}>
        <li>has a fix</li>
      </Show>
      <Show when={props.rule.findings > 0}>
        <li>
          <a href={findingsHref()}>{countOf(props.rule.findings, 'finding')} in this project</a>
        </li>
      </Show>
      <li class="dim">{ORIGINS[props.rule.origin]}</li>
      <Show when={props.rule.confidence}>{(confidence) => <li>{confidence()} confidence</li>}</Show>
      <ClassTags cwe={props.rule.cwe} owasp={props.rule.owasp} class="rule-tag" />
      <For each={otherTags()}>{(tag) => <li class="rule-tag">{tag}</li>}</For>
    </ul>
  );
}

function Cases(props: { rule: RuleRow }): JSX.Element {
  const [markdown] = createResource(
    () => (props.rule.origin === 'builtin' ? props.rule.id : undefined),
    (id) => rules.casesOf(id),
  );
  const cases = createMemo(() => (markdown.state === 'ready' ? parseCases(markdown() ?? '') : []));
  return (
    <Show when={cases().length > 0}>
      <section class="rule-cases" aria-label="Examples">
        <For each={cases()}>{(one) => <Case case={one} />}</For>
      </section>
    </Show>
  );
}

const CAPTIONS: Record<RuleCase['kind'], string> = {
  bad: 'Finding',
  good: 'No finding',
  sanitized: 'No finding: sanitized',
  fixed: 'After the fix',
};

function Case(props: { case: RuleCase }): JSX.Element {
  const found = () => new Set(props.case.found);
  return (
    <figure class={`rule-case ${props.case.kind}`}>
      <Show when={props.case.text}>{(text) => <Markdown text={text()} />}</Show>
      <figcaption>
        {CAPTIONS[props.case.kind]} <span class="dim">{languageName(props.case.language)}</span>
      </figcaption>
      <CodeBlock
        code={props.case.code}
        language={props.case.language}
        label={props.case.kind === 'bad' ? 'Code the rule finds' : 'Code the rule leaves alone'}
        lineClass={(line) => (found().has(line) ? 'found' : undefined)}
      />
    </figure>
  );
}
