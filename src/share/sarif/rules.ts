/** The rules of a run: those of the tool itself and of its extensions, found by index, by name or by id. */
import type { SharedRule } from '../file-format';
import { entryAt, type Fields, get, inner, listOf, objects, textOf } from '../lenient';
import { classesOf } from './classes';
import { type MessageStrings, plainText, richText } from './messages';
import { ruleSeverity } from './severities';

const MAX_RULES = 10_000;

/** A rule as a result names it. */
export interface RunRule {
  id: string;
  /** Its descriptor; without fields where the file does not describe it. */
  descriptor: Fields;
  strings: MessageStrings;
  /** Its configuration in this run. */
  overrides: Fields;
}

/** Rules by what results say of them. */
export class RunRules {
  readonly #driver: Fields;
  readonly #extensions: Fields[];
  readonly #byId = new Map<string, { descriptor: Fields; component: Fields }>();
  readonly #overrides = new Map<string, Fields>();

  constructor(run: Fields) {
    this.#driver = inner(run, 'tool', 'driver');
    this.#extensions = objects(get(inner(run, 'tool'), 'extensions'), 1000);
    for (const component of [this.#driver, ...this.#extensions]) {
      for (const descriptor of objects(get(component, 'rules'), MAX_RULES)) {
        const id = textOf(get(descriptor, 'id'), 300);
        if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, { descriptor, component });
      }
    }
    for (const invocation of objects(get(run, 'invocations'), 100)) {
      for (const override of objects(get(invocation, 'ruleConfigurationOverrides'), MAX_RULES)) {
        const id = this.#find(inner(override, 'descriptor'))?.id;
        if (id !== undefined) this.#overrides.set(id, inner(override, 'configuration'));
      }
    }
  }

  /** The rule of a result; it is named in one of four ways. */
  of(result: Fields): RunRule {
    const named = { ...inner(result, 'rule') };
    named.id ??= get(result, 'ruleId');
    named.index ??= get(result, 'ruleIndex');
    const found = this.#find(named);
    const id = textOf(get(named, 'id'), 300) ?? found?.id ?? '(no rule)';
    const component = found?.component ?? this.#driver;
    const descriptor = found?.descriptor ?? {};
    const strings = [inner(descriptor, 'messageStrings'), inner(component, 'globalMessageStrings')];
    return { id, descriptor, strings, overrides: this.#overrides.get(found?.id ?? id) ?? {} };
  }

  /** A reference: by index into its component, else by id, else by the id that a longer one (`A100/1`) begins with. */
  #find(reference: Fields): { id: string; descriptor: Fields; component: Fields } | undefined {
    const component = this.#component(inner(reference, 'toolComponent'));
    const indexed = entryAt(get(component, 'rules'), get(reference, 'index'));
    const indexedId = textOf(get(indexed ?? {}, 'id'), 300);
    if (indexed && indexedId !== undefined) return { id: indexedId, descriptor: indexed, component };
    for (let id = textOf(get(reference, 'id'), 300); id; id = id.slice(0, Math.max(0, id.lastIndexOf('/')))) {
      const known = this.#byId.get(id);
      if (known) return { id, ...known };
    }
    return undefined;
  }

  #component(reference: Fields): Fields {
    const same = (key: string) => {
      const wanted = get(reference, key);
      return wanted === undefined ? undefined : this.#extensions.find((one) => get(one, key) === wanted);
    };
    return entryAt(this.#extensions, get(reference, 'index')) ?? same('guid') ?? same('name') ?? this.#driver;
  }
}

/** The face of a rule for reading. */
export function shareRule({ id, descriptor }: RunRule, tool: string): SharedRule {
  // Of our own files: there the short description is the title, and the full one the message.
  const title = textOf(get(inner(descriptor, 'properties'), 'title'), 300);
  const told = title === undefined ? 'shortDescription' : 'fullDescription';
  const message = plainText(inner(descriptor, told)) ?? textOf(get(descriptor, 'name'), 300) ?? '';
  const url = textOf(get(descriptor, 'helpUri'), 2000);
  const doc = title === undefined ? docOf(descriptor) : richText(inner(descriptor, 'help'));
  const tags = listOf(get(inner(descriptor, 'properties'), 'tags')).flatMap((tag) => textOf(tag, 300) ?? []);
  return {
    id,
    tool,
    dialect: 'semgrep',
    languages: [],
    ...(title !== undefined && { title }),
    severity: ruleSeverity(descriptor),
    nativeSeverity: textOf(get(inner(descriptor, 'defaultConfiguration'), 'level'), 300) ?? '',
    message,
    ...(doc !== undefined && { doc }),
    ...(url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) && { url }),
    tags: [...new Set(tags)].slice(0, 100),
    ...classesOf(inner(descriptor, 'properties'), tags),
  };
}

/** Its description and its help; many programs write the same into both. */
function docOf(descriptor: Fields): string | undefined {
  const description = richText(inner(descriptor, 'fullDescription'));
  const help = richText(inner(descriptor, 'help'));
  if (description === undefined || help === undefined) return help ?? description;
  return help.includes(description) ? help : `${description}\n\n${help}`;
}
