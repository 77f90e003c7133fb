/** What rules are classified by, as SARIF has it: a list of classes for CWE and for each Top 10, and what rules say of them. */
import type { ReportingDescriptor, ReportingDescriptorRelationship, ToolComponent } from 'sarif';
import type { RuleInfo } from '../../../workers/protocol';
import { classUrl, owaspName } from '../../kernel/classes';

interface List {
  component: ToolComponent;
  /** Whether a class is of this list. */
  has: (id: string) => boolean;
}

const LISTS: readonly List[] = [
  {
    component: {
      ...{ name: 'CWE', organization: 'MITRE', informationUri: 'https://cwe.mitre.org/' },
      shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
    },
    has: (id) => id.startsWith('CWE-'),
  },
  ...['2021', '2025'].map((year) => ({
    component: {
      ...{ name: `OWASP Top 10 ${year}`, version: year, organization: 'OWASP' },
      ...{ informationUri: `https://owasp.org/Top10/${year}/` },
    },
    has: (id: string) => id.endsWith(`:${year}`),
  })),
];

/** The lists that rules are in, with the classes that they name. */
export class Taxonomies {
  /** For `run.taxonomies`. */
  readonly components: readonly ToolComponent[];
  readonly #places = new Map<string, { component: number; taxon: number }>();

  constructor(rules: readonly RuleInfo[]) {
    const named = [...new Set(rules.flatMap(classesOf))].sort();
    const lists = LISTS.map(({ component, has }) => ({ component, ids: named.filter(has) }));
    const used = lists.filter(({ ids }) => ids.length > 0);
    this.components = used.map(({ component, ids }, at) => {
      for (const [taxon, id] of ids.entries()) this.#places.set(id, { component: at, taxon });
      return { ...component, isComprehensive: false, taxa: ids.map(taxonOf) };
    });
  }

  /** For `tool.driver.supportedTaxonomies`. */
  references() {
    return this.components.map(({ name }, index) => ({ name, index }));
  }

  /** What a rule finds is a part of the classes that it names. */
  relationships(rule: RuleInfo): ReportingDescriptorRelationship[] {
    return classesOf(rule).flatMap((id) => {
      const place = this.#places.get(id);
      if (place === undefined) return [];
      const toolComponent = { name: this.components[place.component]?.name ?? '', index: place.component };
      return [{ target: { id, index: place.taxon, toolComponent }, kinds: ['superset'] }];
    });
  }
}

function classesOf({ cwe = [], owasp = [] }: RuleInfo): string[] {
  return [...new Set([...cwe, ...owasp])];
}

function taxonOf(id: string): ReportingDescriptor {
  const [name, url] = [owaspName(id), classUrl(id)];
  return { id, ...(name !== undefined && { name }), ...(url !== undefined && { helpUri: url }) };
}
