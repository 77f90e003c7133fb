/** The gate of the open project: judged after each scan, and kept with the project in words. */
import type { Gate } from '../../workers/protocol';
import { store } from './backend';
import type { GateWords } from './findings-reader/contract';
import { askReader } from './shared-findings';

export const gateKey = (projectId: number) => `project.${projectId}.gate`;

/** After a scan, and after the baseline that the project brings was read. */
export async function judgeGate(projectId: number, gate: Gate | undefined): Promise<void> {
  const words = gate && (await verdictOf(projectId, gate));
  await store.setSetting(gateKey(projectId), words && JSON.stringify(words));
}

async function verdictOf(projectId: number, gate: Gate): Promise<GateWords> {
  if (gate !== 'unusable') return askReader((reader) => reader.judge(projectId, gate));
  return { state: 'failed', lines: ['The gate of .assay/config.toml cannot be understood.'] };
}

/** Undefined where the project has none. */
export function readGateWords(text: string | undefined): GateWords | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as GateWords);
}
