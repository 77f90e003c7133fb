/**
 * Whatever was shared or exported by an older version opens, and means the same. The fixtures were written by the code
 * of that time; a released version of a format adds its own and never changes the others.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeLink, importedFiles, importedRules, readFindings } from '../src/share';
import { SHARE_VERSION, type SharedDocument } from '../src/share/file-format';

const folder = fileURLToPath(new URL('./fixtures/formats', import.meta.url));
const names = readdirSync(folder);
const textOf = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');

async function open(name: string): Promise<SharedDocument> {
  const text = textOf(name);
  const read = name.endsWith('.link.txt') ? await decodeLink(text) : readFindings(text, name);
  if (!read?.ok) throw new Error(`${name} was not read: ${JSON.stringify(read?.error)}`);
  return read.value;
}

/** What all of them hold, as far as their release could say it. */
interface Told {
  flow: boolean;
  dismissed: boolean;
}

const RELEASES: Record<string, Told> = {
  'version-1': { flow: false, dismissed: false },
  'version-2-flow': { flow: true, dismissed: false },
  'version-2-dismissed': { flow: true, dismissed: true },
  'version-2': { flow: true, dismissed: true },
};

const facts = (document: SharedDocument) =>
  importedFiles(document).flatMap(({ path, findings }) =>
    findings.map(({ finding }) => ({ path, line: finding.range.start.line, status: finding.status })),
  );

/** CSV says that a finding is hidden and not by what; SARIF leaves out what was dismissed; a bare link, what is code. */
function expectedOf(release: string, kind: string) {
  const { flow, dismissed } = RELEASES[release] as Told;
  const comment = ['csv', 'bare.link.txt'].includes(kind) ? '' : '// ast-grep-ignore';
  const why = { step: 'deep', why: 'a branch that cannot be taken was left out' };
  const isBare = kind === 'csv' || (kind === 'bare.link.txt' && release === 'version-2-dismissed');
  const hidden = isBare ? { kind: 'suppressed', line: 7, comment: '' } : { kind: 'dismissed', ...why };
  const isTold = dismissed && !(kind === 'sarif' && release === 'version-2');
  return [
    { path: 'src/a.js', line: 3, status: { kind: 'open' } },
    {
      path: 'src/a.js',
      line: 9,
      status: { kind: 'suppressed', line: kind === 'csv' ? 9 : 8, comment },
    },
    ...(flow ? [{ path: 'src/b.js', line: 5, status: { kind: 'open' } }] : []),
    ...(isTold ? [{ path: 'src/b.js', line: 7, status: hidden }] : []),
  ];
}

describe('older formats', () => {
  for (const release of Object.keys(RELEASES)) {
    for (const kind of ['assay.json', 'link.txt', 'bare.link.txt', 'json', 'csv', 'sarif']) {
      it(`opens ${release}.${kind}`, async () => {
        const document = await open(`${release}.${kind}`);
        expect(document.version).toBe(SHARE_VERSION);
        expect(facts(document)).toEqual(expectedOf(release, kind));
        const [first] = importedFiles(document)[0]?.findings ?? [];
        expect(first?.finding).toMatchObject({
          ruleId: 'javascript/no-eval',
          severity: 'high',
          identity: '0f'.repeat(16),
          origin: 'file',
        });
        if (kind !== 'bare.link.txt') {
          expect(first?.finding.message).toBe('Do not use eval in line 3');
          expect(first?.finding.excerpt).toBe(kind === 'json' ? '' : 'run(eval(input3))');
        }
        expect(importedRules(document, new Map())[0]?.id).toBe('javascript/no-eval');
        const flow = document.files[1]?.findings[0]?.flow;
        const keepsFlow = RELEASES[release]?.flow && kind !== 'csv';
        expect(flow?.map(({ kind: step, start }) => [step, start.line])).toEqual(
          keepsFlow
            ? [
                ['source', 2],
                ['sink', 5],
              ]
            : undefined,
        );
      });
    }
  }

  it('reads what was dismissed in another program', async () => {
    for (const name of names.filter((one) => one.includes('elsewhere'))) {
      const statuses = facts(await open(name)).map(({ status }) => status);
      expect(statuses).toContainEqual({ kind: 'dismissed', step: 'elsewhere', why: 'A command line tool.' });
    }
  });

  it('knows every fixture', () => {
    const known = names.filter(
      (name) => name.includes('elsewhere') || (name.split('.')[0] ?? '') in RELEASES,
    );
    expect(known).toEqual(names);
    expect(names.length).toBeGreaterThan(20);
  });
});
