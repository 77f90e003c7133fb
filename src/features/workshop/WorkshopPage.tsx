/** The rule workshop: the rule on the left; its cases, what it finds in the project, why, and syntax trees on the right. */
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js';
import './workshop.css';
import { currentRoute, replaceParams } from '../../data';
import { SplitPane } from '../../ui/SplitPane';
import { Tabs } from '../../ui/Tabs';
import { createWidth, NARROW } from '../../ui/width';
import { CasesPane } from './CasesPane';
import { MatchesPane } from './MatchesPane';
import { openLink } from './opening';
import { RulePane } from './RulePane';
import { followRule, judgement, matches, unreadable } from './state';
import { TreesPane } from './TreesPane';
import { isTab, type Tab } from './tabs';
import { VersionsPane } from './VersionsPane';
import { WhyPane } from './WhyPane';

export default function WorkshopPage(): JSX.Element {
  let host!: HTMLElement;
  const width = createWidth(() => host);
  const [tab, setTab] = createSignal<Tab>('rule');
  followRule();
  createEffect(
    on(
      () => currentRoute().params,
      ({ show, rule }) => {
        if (show !== undefined && isTab(show)) setTab(show);
        if (rule) void openLink(rule);
      },
    ),
  );
  const choose = (next: Tab) => {
    setTab(next);
    replaceParams({ show: next });
  };
  const right = () => {
    const all = judgement()?.cases ?? [];
    return { cases: all.filter(({ isRight }) => isRight).length, total: all.length };
  };
  const isNarrow = () => width() < NARROW;
  /** The tab that can be seen: beside the rule there is none of it. */
  const seen = (): Tab => (!isNarrow() && tab() === 'rule' ? 'cases' : tab());
  const tabs = () => [
    ...(isNarrow() ? [{ id: 'rule' as const, title: 'Rule' }] : []),
    { id: 'cases' as const, title: right().total > 0 ? `Cases ${right().cases}/${right().total}` : 'Cases' },
    {
      id: 'matches' as const,
      title: 'Matches',
      ...(matches() && !unreadable() && { count: matches()?.found.total ?? 0 }),
    },
    { id: 'why' as const, title: 'Why' },
    { id: 'trees' as const, title: 'Trees' },
    { id: 'versions' as const, title: 'Versions' },
  ];
  const panes = () => (
    <div class="pane-column">
      <Tabs label="What there is to see of the rule" tabs={tabs()} selected={seen()} onSelect={choose}>
        <Show when={isNarrow()}>
          {/* It stays, so that what was typed can be undone. */}
          <div class="pane-column" classList={{ 'workshop-away': seen() !== 'rule' }}>
            <RulePane />
          </div>
        </Show>
        <Switch>
          <Match when={seen() === 'cases'}>
            <CasesPane />
          </Match>
          <Match when={seen() === 'matches'}>
            <MatchesPane />
          </Match>
          <Match when={seen() === 'why'}>
            <WhyPane />
          </Match>
          <Match when={seen() === 'trees'}>
            <TreesPane />
          </Match>
          <Match when={seen() === 'versions'}>
            <VersionsPane />
          </Match>
        </Switch>
      </Tabs>
    </div>
  );
  return (
    <section
      class="workshop"
      aria-label="Rule workshop"
      ref={(element) => {
        host = element;
      }}
    >
      <h1 class="unseen">Rule workshop</h1>
      <Show when={!isNarrow()} fallback={panes()}>
        <SplitPane
          id="workshop"
          label="Size of the rule"
          direction="row"
          sized="first"
          initial={520}
          min={160}
          minOther={200}
          first={<RulePane />}
          second={panes()}
        />
      </Show>
    </section>
  );
}
