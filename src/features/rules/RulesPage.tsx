/** The rules view: search and list on the left, the rule on the right; in turns where there is no room. */

import { type Accessor, createMemo, createSignal, type JSX, Show } from 'solid-js';
import './rules.css';
import { ruleOfId } from '../../../workers/protocol';
import { createQuery, currentProjectId, currentRoute, replaceParams, rules as ruleSet } from '../../data';
import { runOperation } from '../../kernel/operations/run';
import { formatHash } from '../../kernel/router';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPane } from '../../ui/ErrorPane';
import { ListAndDetail } from '../../ui/ListAndDetail';
import { OwnRules } from './OwnRules';
import { switchRule } from './operations';
import { ProjectRules } from './ProjectRules';
import { RuleDetail } from './RuleDetail';
import { RuleFilters } from './RuleFilters';
import { RuleList } from './RuleList';
import {
  categoriesOf,
  languagesOf,
  matchesFilter,
  owaspOf,
  type RuleFilter,
  type RuleRow,
  type RuleSort,
  sortRules,
} from './rule-filter';

const NO_FILTER: RuleFilter = {
  ...{ language: '', severity: '', category: '', owasp: '', origin: '', dialect: '', state: '' },
};
/** px; a rule needs more room than a file. */
const NARROW = 760;

const toggle = (rule: RuleRow) => runOperation(switchRule, { rule: rule.id, on: !rule.enabled });

export default function RulesPage(): JSX.Element {
  const [text, setText] = createSignal('');
  const [filter, setFilter] = createSignal<RuleFilter>(NO_FILTER);
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
  const selected = createMemo(() => ruleOfId(all() ?? [], currentRoute().params.rule ?? ''));
  const select = (id: string) => replaceParams({ rule: id });

  const side = () => (
    <div class="pane-column rules-side">
      <RuleFilters
        text={text()}
        onText={setText}
        filter={filter()}
        onFilter={(patch) => setFilter((now) => ({ ...now, ...patch }))}
        sort={sort()}
        onSort={setSort}
        languages={languagesOf(all() ?? [])}
        categories={categoriesOf(all() ?? [])}
        owasp={owaspOf(all() ?? [])}
        count={shown().length}
        total={all()?.length ?? 0}
      />
      <p class="rules-more">
        <a href={formatHash({ path: '/setup', params: {} })}>Set a project up</a>
        <a href={formatHash({ path: '/ecosystem', params: {} })}>Packs and other tools</a>
      </p>
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
            <EmptyState title={all()?.length ? 'No matches' : 'Loading rules…'} role="status">
              Search for a weakness, an API, or a number such as CWE-89 or OWASP A03.
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
  const detail = (back: Accessor<(() => void) | undefined>) => (
    <Show
      when={selected()}
      fallback={
        <EmptyState title="Select a rule" icon="M4 6h10M4 12h16M4 18h7">
          You will see what it finds and why, with examples. To add your own rules, import Semgrep YAML,
          ast-grep YAML or TOML files.
        </EmptyState>
      }
    >
      {(rule) => (
        <RuleDetail
          rule={rule()}
          isBroken={broken().has(rule().id)}
          onToggle={() => toggle(rule())}
          onBack={back()}
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
      narrow={NARROW}
      isReading={selected() !== undefined}
      list={side()}
      detail={detail}
      onBack={() => replaceParams({ rule: '' })}
    />
  );
}
