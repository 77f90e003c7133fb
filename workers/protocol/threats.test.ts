import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Engine, initSync } from '../../crates/wasm/pkg/assay_wasm.js';
import { describeThreat, THREAT_MODELS, THREAT_NAMES, threatOf } from './threats';

describe('threats', () => {
  it('are those of the engine', () => {
    initSync({ module: readFileSync('crates/wasm/pkg/assay_wasm_bg.wasm') });
    const engine = new Engine();
    const helpOf = (models: string[]): string => {
      try {
        engine.loadRules([], [], models, {});
        return '';
      } catch (error) {
        return (error as { help: string }).help;
      }
    };
    const known = helpOf(['moon']).replace('the threat models are ', '').split(', ');
    expect(new Set(known)).toEqual(new Set(THREAT_MODELS));
    expect(helpOf([...THREAT_MODELS])).toBe('');
  });

  it('are told of the source of a flow', () => {
    const range = {
      start: { line: 1, col: 1, offset: 0 },
      end: { line: 1, col: 2, offset: 1 },
    };
    const step = { kind: 'source' as const, range, excerpt: '' };
    expect(threatOf({ flow: [{ ...step, threat: 'stdin' }] })).toBe('stdin');
    expect(threatOf({ flow: [step] })).toBeUndefined();
    expect(THREAT_NAMES.map(describeThreat).every((text) => /^[A-Z]/.test(text))).toBe(true);
    expect(describeThreat('of another release')).toBe('of another release');
  });
});
