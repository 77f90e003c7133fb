/** The rule workshop: the rule on the left; its cases, what it finds in the project, why, and syntax trees on the right. */
import { createEffect, createSignal, type JSX, Match, on, Switch } from 'solid-js';
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
import { WhyPane } from './WhyPane';

export default function WorkshopPage(): JSX.Element {
  let host!: HTMLElement;
  const width = createWidth(() => host);
  const [tab, setTab] = createSignal<Tab>('cases');
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
  const tabs = () => [
    { id: 'cases' as const, title: right().total > 0 ? `Cases ${right().cases}/${right().total}` : 'Cases' },
    {
      id: 'matches' as const,
      title: 'Matches',
      ...(matches() && !unreadable() && { count: matches()?.found.total ?? 0 }),
    },
    { id: 'why' as const, title: 'Why' },
    { id: 'trees' as const, title: 'Trees' },
  ];
  return (
    <section
      class="workshop"
      aria-label="Rule workshop"
      ref={(element) => {
        host = element;
      }}
    >
      <h1 class="unseen">Rule workshop</h1>
      <SplitPane
        id={width() < NARROW ? 'workshop-narrow' : 'workshop'}
        label="Size of the rule"
        direction={width() < NARROW ? 'column' : 'row'}
        sized="first"
        initial={width() < NARROW ? 300 : 520}
        min={160}
        minOther={200}
        first={<RulePane />}
        second={
          <div class="pane-column">
            <Tabs label="What there is to see of the rule" tabs={tabs()} selected={tab()} onSelect={choose}>
              <Switch>
                <Match when={tab() === 'cases'}>
                  <CasesPane />
                </Match>
                <Match when={tab() === 'matches'}>
                  <MatchesPane />
                </Match>
                <Match when={tab() === 'why'}>
                  <WhyPane />
                </Match>
                <Match when={tab() === 'trees'}>
                  <TreesPane />
                </Match>
              </Switch>
            </Tabs>
          </div>
        }
      />
    </section>
  );
}
