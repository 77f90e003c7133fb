/** Opens SARIF over memory in Node and prints the processor time of each step; see `sarif.ts`. */

import { contentsOf } from '../../src/data/findings-reader/contents';
import { importDocument, type StoreClient } from '../../src/data/findings-reader/import';
import { readFindings, streamFindings } from '../../src/share';
import { deflatePieces } from '../../workers/protocol';
import { Store } from '../../workers/store/store';
import { MemoryStorage } from '../store/memory-host';

const RULES = 60;
const PER_FILE = 20;

/** A log as programs write them: absolute addresses, a snippet and a flow of four steps for each result. */
function makeLog(count: number): string {
  const location = (file: number, line: number) => ({
    physicalLocation: {
      artifactLocation: { uri: `file:///home/build/project/src/folder-${file % 200}/file-${file}/index.js` },
      region: { startLine: line, startColumn: 3, endColumn: 40, snippet: { text: `call_${line}(argument)` } },
      contextRegion: {
        startLine: line,
        endLine: line + 1,
        snippet: { text: `  call_${line}(argument)\n  more()` },
      },
    },
    message: { text: `what happens in line ${line}` },
  });
  const results = Array.from({ length: count }, (_, at) => {
    const [file, line] = [Math.floor(at / PER_FILE), (at % PER_FILE) * 10 + 1];
    const steps = [0, 1, 2, 3].map((step) => ({ location: location(file, line + step) }));
    return {
      ruleId: `rule-${at % RULES}`,
      level: 'warning',
      message: { text: `What rule ${at % RULES} says of \`call_${line}\`` },
      locations: [location(file, line)],
      partialFingerprints: { primaryLocationLineHash: `${at.toString(16)}:1` },
      codeFlows: [{ threadFlows: [{ locations: steps }] }],
    };
  });
  const rules = Array.from({ length: RULES }, (_, at) => ({ id: `rule-${at}` }));
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return JSON.stringify({
    $schema,
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'bench', rules } }, results }],
  });
}

async function measure<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  console.log(`  ${name.padEnd(40)} ${String(Math.round((user + system) / 1000)).padStart(8)}`);
  return result;
}

export async function benchSarif(counts: readonly number[]): Promise<void> {
  for (const count of counts) {
    const file = new File([makeLog(count)], 'bench.sarif');
    console.log(`${count} results, ${(file.size / 1e6).toFixed(1)} MB`);
    const [content] = await measure('taken from the file', () => contentsOf(file));
    if (content === undefined) throw new Error('The log was not taken for findings.');
    const read = await measure('read', () =>
      'text' in content
        ? readFindings(content.text, content.name)
        : streamFindings(content.open, content.name),
    );
    if (!read?.ok) throw new Error('The log could not be read.');
    const store = new Store(new MemoryStorage().makeTab());
    await store.open();
    await measure('put into the store', () =>
      importDocument(store as unknown as StoreClient, read.value, [], file.name),
    );
    await measure('the file kept, nobody waits', () => deflatePieces(file.stream(), 'deflate-raw'));
    await store.close();
  }
}
