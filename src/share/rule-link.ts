/** A rule with its cases as the payload of a link, `<version>.<base64url of deflated JSON>`; it lives in the fragment, which no browser sends to a server. */
import { deflate, inflate, TooLargeError } from '../../workers/protocol';
import { fromBase64Url, toBase64Url } from './base64url';
import { bad, good, type Read } from './result';

/** A rule that is being written: its file, and its cases as Markdown. */
export interface WrittenRule {
  /** The name of its file; the ending tells the dialect. */
  path: string;
  text: string;
  cases: string;
}

const VERSION = 1;
/** What mail and chat programs are known to carry, less the page's own address. */
export const MOST_IN_RULE_LINK = 7800;
/** A payload that is longer was not made by us. */
const MOST_PAYLOAD = 200_000;
/** So much is a rule with all of its cases at most. */
const MOST_INFLATED = 300_000;
const NAME = /^[\w-][\w.-]{0,120}\.(ya?ml|toml)$/;

/** Whether a rule file may be called so; it may lie in folders. */
export function isRulePath(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return NAME.test(name) && folders.every((folder) => /^[\w-][\w.-]*$/.test(folder));
}

export async function encodeRule({ path, text, cases }: WrittenRule): Promise<string> {
  // The folder is the project's business.
  const json = JSON.stringify([path.slice(path.lastIndexOf('/') + 1), text, cases]);
  const bytes = await deflate(new TextEncoder().encode(json), 'deflate');
  return `${VERSION}.${toBase64Url(bytes)}`;
}

/** Whatever is wrong with a link is told; nothing in it is trusted. */
export async function decodeRule(payload: string): Promise<Read<WrittenRule>> {
  const parts = /^(\d{1,4})\.([\w-]+)$/.exec(payload);
  if (!parts || payload.length > MOST_PAYLOAD) return broken('It does not look like a link of a rule.');
  if (Number(parts[1]) !== VERSION) return broken(`It is of version ${parts[1]}, which is not known here.`);
  try {
    const bytes = await inflate(fromBase64Url(parts[2] ?? ''), 'deflate', MOST_INFLATED);
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!Array.isArray(read) || !read.every((part) => typeof part === 'string'))
      return broken('Its content is none.');
    const [path = '', text = '', cases = ''] = read;
    if (!NAME.test(path)) return broken('The name of its file is none.');
    return good({ path, text, cases });
  } catch (error) {
    return broken(
      error instanceof TooLargeError ? 'It unpacks to too much.' : 'It is damaged or was cut off.',
    );
  }
}

function broken<T>(why: string): Read<T> {
  return bad('rule-link', 'The rule in this link cannot be read.', why);
}
