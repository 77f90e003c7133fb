/**
 * What sort of fault a rule finds, from where programs write it: Assay into properties, CodeQL into tags such as
 * `external/cwe/cwe-079`, Semgrep into tags such as `CWE-79: …`, `OWASP-A03:2021 - …` and `HIGH CONFIDENCE`.
 */
import type { Classes, Confidence } from '../../../workers/protocol';
import { type Fields, get, listOf, textOf } from '../lenient';

const MOST_IDS = 100;

const PRECISIONS: Record<string, Confidence> = {
  'very-high': 'high',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/** The classes that the properties of a rule tell, with its tags; fields that are not told are missing. */
export function classesOf(properties: Fields, tags: readonly string[]): Classes {
  const listed = (key: string) => listOf(get(properties, key)).flatMap((entry) => textOf(entry, 300) ?? []);
  const cwe = unique([...listed('cwe'), ...tags].flatMap(cweIds));
  const owasp = unique([...listed('owasp'), ...tags.flatMap(owaspIds)]);
  const category = textOf(get(properties, 'category'), 300);
  const confidence = confidenceOf(properties, tags);
  return {
    ...(category !== undefined && { category }),
    ...(cwe.length > 0 && { cwe }),
    ...(owasp.length > 0 && { owasp }),
    ...(confidence && { confidence }),
  };
}

function cweIds(text: string): string[] {
  const number = /\bCWE-0*(\d{1,6})\b/i.exec(text)?.[1];
  return number === undefined ? [] : [`CWE-${number}`];
}

function owaspIds(tag: string): string[] {
  return /^OWASP\b/i.test(tag) ? (/\b[AM]\d{1,2}:\d{4}\b/.exec(tag)?.slice(0, 1) ?? []) : [];
}

function confidenceOf(properties: Fields, tags: readonly string[]): Confidence | undefined {
  const precision = get(properties, 'precision');
  if (typeof precision === 'string' && Object.hasOwn(PRECISIONS, precision)) return PRECISIONS[precision];
  const tag = tags.find((one) => /^(high|medium|low) confidence$/i.test(one));
  return tag === undefined ? undefined : PRECISIONS[tag.split(' ')[0]?.toLowerCase() ?? ''];
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].slice(0, MOST_IDS);
}
