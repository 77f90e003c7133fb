/** Findings by the class of their weakness: a click narrows the list to the rules of a class, another takes that back. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { FacetValue, RuleInfo } from '../../../workers/protocol';
import { rules } from '../../data';
import { formatCount } from '../../kernel/format';
import { toggleRules, wanted } from './filters';

/** Values shown before "N more". */
const SHOWN = 4;

interface ClassFacetProps {
  title: string;
  /** The facet of rules: with what each has found. */
  values: readonly FacetValue[];
  classesOf: (rule: RuleInfo) => readonly string[];
  nameOf: (id: string) => string;
}

interface RuleClass {
  id: string;
  rules: string[];
  count: number;
}

export function ClassFacet(props: ClassFacetProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const infos = createMemo(() => new Map(rules.infos().map((rule) => [rule.id, rule])));
  const classes = createMemo((): RuleClass[] => {
    const found = new Map<string, RuleClass>();
    for (const { value, count } of props.values) {
      const rule = infos().get(value);
      for (const id of rule ? props.classesOf(rule) : []) {
        const one = found.get(id) ?? { id, rules: [], count: 0 };
        one.rules.push(value);
        one.count += count;
        found.set(id, one);
      }
    }
    return [...found.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  });
  const shown = () => classes().slice(0, isOpen() ? undefined : SHOWN);
  return (
    <Show when={classes().length > 0}>
      <section class="facet" aria-label={props.title}>
        <h2 class="facet-title">{props.title}</h2>
        <ul class="facet-values">
          <For each={shown()}>{(one) => <ClassRow of={one} name={props.nameOf(one.id)} />}</For>
        </ul>
        <Show when={classes().length > SHOWN}>
          <button type="button" class="facet-more link" onClick={() => setOpen(!isOpen())}>
            {isOpen() ? 'Fewer' : `${formatCount(classes().length - SHOWN)} more`}
          </button>
        </Show>
      </section>
    </Show>
  );
}

function ClassRow(props: { of: RuleClass; name: string }): JSX.Element {
  const isWanted = () => props.of.rules.every((rule) => wanted('rules').includes(rule));
  return (
    <li class="facet-row">
      <button
        type="button"
        class="facet-value"
        aria-pressed={isWanted()}
        title={props.name}
        onClick={() => toggleRules(props.of.rules, !isWanted())}
      >
        <span class="facet-name truncate">
          <span class="truncate">{props.name}</span>
        </span>
        <span class="facet-count number">{formatCount(props.of.count)}</span>
      </button>
    </li>
  );
}
