import { expect, it } from 'vitest';
import { deflate } from '../../workers/protocol';
import { toBase64Url } from './base64url';
import { decodeRule, encodeRule } from './rule-link';

const rule = { path: 'my-rule.yml', text: 'rules: []\n# ä 💥', cases: '' };
const packed = async (value: unknown) =>
  `1.${toBase64Url(await deflate(new TextEncoder().encode(JSON.stringify(value)), 'deflate'))}`;

it('gives back what was put in', async () => {
  expect(await decodeRule(await encodeRule(rule))).toEqual({ ok: true, value: rule });
});

it('explains links that are damaged, of another version or made by somebody else', async () => {
  const whole = await encodeRule(rule);
  const bad = [
    '',
    'x',
    '1.',
    whole.slice(0, -9),
    whole.replace('1.', '2.'),
    await packed(['../a.yml', '', '']),
    await packed(['a.exe', '', '']),
    await packed([1, 2, 3]),
    await packed({ path: 'a.yml' }),
    `1.${'A'.repeat(300_000)}`,
  ];
  for (const link of bad) expect((await decodeRule(link)).ok, link.slice(0, 40)).toBe(false);
});
