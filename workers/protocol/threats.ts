/**
 * Threat models: where an attacker may stand, and with it which sources of data count. The engine has the same names
 * (`crates/rules/src/threats.rs`; `threats.test.ts` compares them), and says which one the source of a finding is.
 */
import type { Finding } from './engine';

/** Each kind of source, in the order in which it is offered. */
export const THREATS = {
  remote: 'Requests from the network',
  commandargs: 'Command-line arguments',
  environment: 'Environment variables',
  file: 'File contents and names',
  stdin: 'Standard input and the console',
  socket: 'Sockets the program reads itself',
  database: 'Database contents',
  properties: 'System properties and settings',
} as const;

export type Threat = keyof typeof THREATS;

export const THREAT_NAMES = Object.keys(THREATS) as Threat[];

/** What a choice may name: kinds, `local` for all that are not remote, and `all`. */
export const THREAT_MODELS = [...THREAT_NAMES, 'local', 'all'] as const;

export type ThreatModel = (typeof THREAT_MODELS)[number];

/** What counts unless something else is chosen. */
export const DEFAULT_THREAT_MODELS: readonly ThreatModel[] = ['remote'];

/** Where the data of a finding comes from; undefined where its rule does not say. */
export function threatOf({ flow }: Pick<Finding, 'flow'>): string | undefined {
  return flow?.find(({ threat }) => threat !== undefined)?.threat;
}

/** A threat in words; one that this release does not know, as it is called. */
export function describeThreat(threat: string): string {
  return Object.entries(THREATS).find(([name]) => name === threat)?.[1] ?? threat;
}
