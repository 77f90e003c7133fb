import { expect, it } from 'vitest';
import { classUrl, owaspName } from './classes';

it('knows both Top 10s', () => {
  expect(owaspName('A03:2021')).toBe('Injection');
  expect(owaspName('A10:2025')).toBe('Mishandling of Exceptional Conditions');
  for (const id of ['A11:2021', 'A00:2021', 'A01:2017', 'A1', 'constructor'])
    expect(owaspName(id)).toBeUndefined();
});

it('has a page for each class', () => {
  expect(classUrl('CWE-89')).toBe('https://cwe.mitre.org/data/definitions/89.html');
  expect(classUrl('A05:2025')).toBe('https://owasp.org/Top10/2025/A05_2025-Injection/');
  expect(classUrl('A10:2021')).toBe(
    'https://owasp.org/Top10/2021/A10_2021-Server-Side_Request_Forgery_(SSRF)/',
  );
  expect(classUrl('M5')).toBeUndefined();
});
