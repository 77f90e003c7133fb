/**
 * The engine's TypeScript face is derived from Rust. Its snapshot is committed, so that a change of
 * the contract shows as a diff; `npx vitest run tests/contract.test.ts -u` accepts one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the contract is the one that was agreed on', async () => {
  const declarations = readFileSync(join(import.meta.dirname, '../crates/wasm/pkg/assay_wasm.d.ts'), 'utf8');
  // The raw exports below belong to wasm-bindgen and change with every build.
  const [contract = ''] = declarations.split('export type InitInput');
  // Types come in the order of their names in memory, which says nothing.
  const parts = contract.split(/\n(?=\/\*\*|export )/).map((part) => part.trim());
  await expect(`${parts.sort().join('\n\n')}\n`).toMatchFileSnapshot('contract.d.ts.snap');
});
