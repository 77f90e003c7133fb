/** Over the list of rules: search, import, and what is listed in which order. */

import type { JSX } from 'solid-js';
import { WORST_FIRST } from '../../../workers/protocol';
import { owaspName } from '../../kernel/classes';
import { formatCount } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { ICONS } from '../../ui/Icon';
import { OperationButton } from '../../ui/OperationButton';
import { SearchField } from '../../ui/SearchField';
import { Select } from '../../ui/Select';
import { severityName } from '../../ui/SeverityIcon';
import { importRules } from './operations';
import { DIALECTS, type RuleFilter, type RuleSort } from './rule-filter';

interface RuleFiltersProps {
  text: string;
  onText: (text: string) => void;
  filter: RuleFilter;
  onFilter: (patch: Partial<RuleFilter>) => void;
  sort: RuleSort;
  onSort: (sort: RuleSort) => void;
  languages: string[];
  categories: string[];
  owasp: string[];
  count: number;
  total: number;
}

export function RuleFilters(props: RuleFiltersProps): JSX.Element {
  return (
    <div class="pane-head">
      <div class="rules-search">
        <SearchField
          label="Search rules"
          placeholder="Search rules"
          value={props.text}
          onText={props.onText}
        />
        <OperationButton
          icon={ICONS.upload}
          title="Import Semgrep YAML, ast-grep YAML or TOML patterns. You can also drop the files on the page."
          operation={importRules}
          input={{}}
        >
          Import…
        </OperationButton>
      </div>
      <div class="rules-choices">
        <Choices {...props} />
        <span class="rules-count number dim" role="status">
          {props.count === props.total
            ? formatCount(props.total)
            : `${formatCount(props.count)} of ${formatCount(props.total)}`}
        </span>
      </div>
    </div>
  );
}

type Options<T extends string> = readonly (readonly [value: T, name: string])[];

const ANY = ['', 'any'] as const;
const SEVERITY: Options<RuleFilter['severity']> = [
  ANY,
  ...WORST_FIRST.map((severity) => [severity, severityName(severity).toLowerCase()] as const),
];
const STATE: Options<RuleFilter['state']> = [
  ANY,
  ['on', 'on'],
  ['off', 'off'],
  ['broken', 'broken'],
  ['found', 'with findings'],
];
const ORIGIN: Options<RuleFilter['origin']> = [
  ANY,
  ['builtin', 'built-in'],
  ['user', 'yours'],
  ['project', 'this project'],
];
const DIALECT: Options<RuleFilter['dialect']> = [
  ANY,
  ...(Object.entries(DIALECTS) as [keyof typeof DIALECTS, string][]),
];
const SORT: Options<RuleSort> = [
  ['', 'name'],
  ['cost', 'cost'],
  ['findings', 'findings'],
];

function Choices(props: RuleFiltersProps): JSX.Element {
  const languages = () => [
    ANY,
    ...props.languages.map((language) => [language, languageName(language)] as const),
  ];
  /** What narrows the list looks as if it does. */
  const chosen = (value: string) => (value === '' ? '' : 'chosen');
  return (
    <>
      <Select
        label="Language"
        class={chosen(props.filter.language)}
        value={props.filter.language}
        options={languages()}
        onChange={(language) => props.onFilter({ language })}
      />
      <Select
        label="Severity"
        class={chosen(props.filter.severity)}
        value={props.filter.severity}
        options={SEVERITY}
        onChange={(severity) => props.onFilter({ severity })}
      />
      <Select
        label="Category"
        class={chosen(props.filter.category)}
        value={props.filter.category}
        options={[ANY, ...props.categories.map((category) => [category, category] as const)]}
        onChange={(category) => props.onFilter({ category })}
      />
      <Select
        label="OWASP"
        class={chosen(props.filter.owasp)}
        value={props.filter.owasp}
        options={[ANY, ...props.owasp.map((id) => [id, [id, owaspName(id)].join(' ')] as const)]}
        onChange={(owasp) => props.onFilter({ owasp })}
      />
      <Select
        label="State"
        class={chosen(props.filter.state)}
        value={props.filter.state}
        options={STATE}
        onChange={(state) => props.onFilter({ state })}
      />
      <Select
        label="Origin"
        class={chosen(props.filter.origin)}
        value={props.filter.origin}
        options={ORIGIN}
        onChange={(origin) => props.onFilter({ origin })}
      />
      <Select
        label="Format"
        class={chosen(props.filter.dialect)}
        value={props.filter.dialect}
        options={DIALECT}
        onChange={(dialect) => props.onFilter({ dialect })}
      />
      <Select label="Sort" value={props.sort} options={SORT} onChange={props.onSort} />
    </>
  );
}
