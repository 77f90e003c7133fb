/** Kept texts, within their budget. */

import { STORE_SETTINGS } from '../../../workers/protocol';
import { serve } from '../../../workers/rpc';
import { equal } from '../check';
import { makeFinding, makeResult } from '../fixtures';
import { entry, openScanned, SUMMARY, type Suite } from './scanned';

/** Bytes that hardly get smaller, the same each time. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 251;
  });
}

/** Files as intake reads them; one has changed since it was analysed. */
const textSource = {
  read: async (path: string) => ({
    ...entry(path),
    hash: path === '4.js' ? 'changed' : `hash-${path}`,
    bytes: noise(300),
  }),
};

/** A text that has `length` bytes when deflated: stored blocks cost 5 bytes in 65,535, and the end of the stream none. */
async function deflated(length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const textLength = length - 15;
  const size = new DataView(bytes.buffer);
  // Two stored blocks of RFC 1951: an empty one that is not the last, one with the text, and padding in a third.
  bytes[0] = 0;
  size.setUint16(1, 0, true);
  size.setUint16(3, 0xffff, true);
  bytes[5] = 0;
  size.setUint16(6, 0, true);
  size.setUint16(8, 0xffff, true);
  bytes[10] = 1;
  size.setUint16(11, textLength, true);
  size.setUint16(13, ~textLength & 0xffff, true);
  return bytes.fill(97, 15);
}

export const texts: Suite = {
  async 'keeps texts within the budget, the oldest going first'(storage) {
    const { store, projectId } = await openScanned(storage);
    await store.setSetting(STORE_SETTINGS.textBudget, '2500');
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    for (const path of ['1.js', '2.js', '3.js']) {
      await store.putResults(runId, [makeResult(path, [makeFinding(1)], { text: await deflated(1000) })]);
    }
    const hasText = async (path: string) => (await store.query('file', { projectId, path }))?.hasText;
    equal([await hasText('1.js'), await hasText('2.js'), await hasText('3.js')], [false, true, true], 'kept');
    equal((await store.query('fileText', { projectId, path: '3.js' }))?.length, 985, 'text');
    equal((await store.keptFile(projectId, '3.js'))?.hash, 'hash-3.js', 'its hash');
    equal((await store.query('storage', {})).textBytes, 2000, 'bytes');
    await store.wipeTexts();
    equal(await store.query('fileText', { projectId, path: '3.js' }), undefined, 'after the wipe');
    await store.setSetting(STORE_SETTINGS.keepTexts, 'off');
    await store.putResults(runId, [makeResult('4.js', [makeFinding(1)], { text: await deflated(1000) })]);
    equal(await hasText('4.js'), false, 'switched off');
  },

  async 'drops texts of files without findings first, and keeps each text once'(storage) {
    const { store, projectId } = await openScanned(storage);
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    const text = await deflated(1000);
    const same = { text, hash: 'same' };
    await store.putResults(runId, [
      makeResult('1.js', [makeFinding(1)], same),
      makeResult('2.js', [makeFinding(1)], same),
      makeResult('3.js', []),
      makeResult('4.js', []),
    ]);
    const source = new MessageChannel();
    serve(textSource, source.port1);
    await store.keepTexts(projectId, source.port2);
    const hasText = async (path: string) => (await store.query('file', { projectId, path }))?.hasText;
    const all = async () => Promise.all(['1.js', '2.js', '3.js', '4.js'].map(hasText));
    equal(await all(), [true, true, true, false], 'of files that are as they were');
    equal(await store.query('fileText', { projectId, path: '3.js' }), noise(300), 'its text');
    // Of that a tenth stays free after texts were dropped.
    await store.setSetting(STORE_SETTINGS.textBudget, '1200');
    equal(await all(), [true, true, false, false], 'within a smaller budget');
    await store.walked(runId);
    await store.addFiles(runId, [{ path: '3.js', size: 1, modifiedMs: 1 }]);
    await store.endRun(runId, 'done', SUMMARY);
    await store.deleteProject(projectId);
    equal((await store.query('storage', {})).textBytes, 0, 'after its project was deleted');
  },
};
