/** The rules view: search and list on the left, the rule on the right; in turns where there is no room. */

import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { formatCount } from '../../kernel/format';
import './rules.css';
import {
  createQuery,
  currentProjectId,
  currentRoute,
  notify,
  replaceParams,
  rules as ruleSet,
  scan,
} from '../../data';
import { languageName } from '../../kernel/language-names';
import { notifyError } from '../../kernel/notices';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPane } from '../../ui/ErrorPane';
import { ICONS } from '../../ui/Icon';
import { ListAndDetail } from '../../ui/ListAndDetail';
import { SearchField } from '../../ui/SearchField';
import { createWidth } from '../../ui/width';
import { importRuleFiles, OwnRules } from './OwnRules';
import { ProjectRules } from './ProjectRules';
import { RuleDetail } from './RuleDetail';
import { RuleList } from './RuleList';
import {
  DIALECTS,
  languagesOf,
  matchesFilter,
  type RuleFilter,
  type RuleRow,
  type RuleSort,
  sortRules,
} from './rule-filter';

/** px; a rule needs more room than a file. */
const NARROW = 760;

async function toggle(rule: RuleRow): Promise<void> {
  try {
    await ruleSet.setEnabled(rule.id, !rule.enabled);
    if (currentProjectId() === undefined) return;
    notify('info', 'Rules have changed since the scan.', { label: 'Scan again', run: () => scan.rescan() });
  } catch (error) {
    notifyError(error, `${rule.id} could not be switched`);
  }
}

export default function RulesPage(): JSX.Element {
  let host!: HTMLDivElement;
  const width = createWidth(() => host);
  const [text, setText] = createSignal('');
  const [filter, setFilter] = createSignal<RuleFilter>({ language: '', origin: '', dialect: '', state: '' });
  const [sort, setSort] = createSignal<RuleSort>('');
  const project = () => {
    const projectId = currentProjectId();
    return projectId === undefined ? {} : { projectId };
  };
  const all = createQuery('rules', () => ({ text: '', ...project() }));
  const found = createQuery('rules', () => ({ text: text(), ...project() }));
  const broken = createMemo(ruleSet.brokenIds);
  const shown = createMemo(() =>
    sortRules(
      (found() ?? []).filter((rule) => matchesFilter(rule, filter(), broken())),
      sort(),
    ),
  );
  const selected = createMemo(() => (all() ?? []).find(({ id }) => id === currentRoute().params.rule));
  const isNarrow = () => width() < NARROW;
  const select = (id: string) => replaceParams({ rule: id });

  const side = () => (
    <div class="pane-column rules-side">
      <Filters
        text={text()}
        onText={setText}
        filter={filter()}
        onFilter={(patch) => setFilter((now) => ({ ...now, ...patch }))}
        sort={sort()}
        onSort={setSort}
        languages={languagesOf(all() ?? [])}
        count={shown().length}
        total={all()?.length ?? 0}
      />
      <ProjectRules />
      <OwnRules />
      <Show
        when={!found.error()}
        fallback={
          <ErrorPane title="The rules could not be searched" message={found.error()?.message ?? ''} />
        }
      >
        <Show
          when={shown().length > 0}
          fallback={
            <EmptyState title={all()?.length ? 'No rule matches' : 'Loading the rules'} role="status">
              The search looks into ids, messages, docs and tags.
            </EmptyState>
          }
        >
          <RuleList
            rules={shown()}
            selected={selected()?.id}
            broken={broken()}
            showsCost={sort() === 'cost'}
            onSelect={select}
            onToggle={toggle}
          />
        </Show>
      </Show>
    </div>
  );
  const detail = () => (
    <Show
      when={selected()}
      fallback={
        <EmptyState title="Choose a rule to read it here" icon="M4 6h10M4 12h16M4 18h7">
          Its doc and its cases, found and not found, side by side. Rules of your own come in as files:
          Semgrep's YAML, ast-grep's YAML, or TOML.
        </EmptyState>
      }
    >
      {(rule) => (
        <RuleDetail
          rule={rule()}
          isBroken={broken().has(rule().id)}
          onToggle={() => toggle(rule())}
          onBack={isNarrow() ? () => replaceParams({ rule: '' }) : undefined}
        />
      )}
    </Show>
  );
  return (
    <ListAndDetail
      id="rules"
      title="Rules"
      label="Width of the list"
      widths={{ initial: 400, min: 280, minOther: 360 }}
      isNarrow={isNarrow()}
      isReading={selected() !== undefined}
      list={side()}
      detail={detail()}
      ref={(element) => {
        host = element;
      }}
    />
  );
}

interface FiltersProps {
  text: string;
  onText: (text: string) => void;
  filter: RuleFilter;
  onFilter: (patch: Partial<RuleFilter>) => void;
  sort: RuleSort;
  onSort: (sort: RuleSort) => void;
  languages: string[];
  count: number;
  total: number;
}

function Filters(props: FiltersProps): JSX.Element {
  let files!: HTMLInputElement;
  return (
    <div class="pane-head">
      <div class="rules-search">
        <SearchField
          label="Search rules"
          placeholder="Search ids, texts, tags"
          value={props.text}
          onText={props.onText}
        />
        <Button
          icon={ICONS.upload}
          title="Semgrep YAML, ast-grep YAML or TOML patterns; dropping them works too"
          onClick={() => files.click()}
        >
          Import…
        </Button>
        <input
          ref={files}
          type="file"
          hidden
          multiple
          accept=".yml,.yaml,.toml"
          aria-label="Rule files"
          onChange={(event) => {
            void importRuleFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <div class="rules-choices">
        <select
          aria-label="Language"
          value={props.filter.language}
          onChange={(event) => props.onFilter({ language: event.currentTarget.value })}
        >
          <option value="">All languages</option>
          <For each={props.languages}>
            {(language) => <option value={language}>{languageName(language)}</option>}
          </For>
        </select>
        <select
          aria-label="On or off"
          value={props.filter.state}
          onChange={(event) => props.onFilter({ state: event.currentTarget.value as RuleFilter['state'] })}
        >
          <option value="">On and off</option>
          <option value="on">On</option>
          <option value="off">Off</option>
          <option value="broken">Broken</option>
          <option value="found">With findings</option>
        </select>
        <select
          aria-label="Origin"
          value={props.filter.origin}
          onChange={(event) => props.onFilter({ origin: event.currentTarget.value as RuleFilter['origin'] })}
        >
          <option value="">Any origin</option>
          <option value="builtin">Built in</option>
          <option value="user">Yours</option>
          <option value="project">Of the project</option>
        </select>
        <select
          aria-label="Dialect"
          value={props.filter.dialect}
          onChange={(event) =>
            props.onFilter({ dialect: event.currentTarget.value as RuleFilter['dialect'] })
          }
        >
          <option value="">Any dialect</option>
          <For each={Object.entries(DIALECTS)}>{([id, name]) => <option value={id}>{name}</option>}</For>
        </select>
        <select
          aria-label="Order"
          value={props.sort}
          onChange={(event) => props.onSort(event.currentTarget.value as RuleSort)}
        >
          <option value="">By name</option>
          <option value="cost">By cost</option>
          <option value="findings">By findings</option>
        </select>
        <span class="rules-count number dim" role="status">
          {props.count === props.total
            ? formatCount(props.total)
            : `${formatCount(props.count)} of ${formatCount(props.total)}`}
        </span>
      </div>
    </div>
  );
}
