/** The files of a team as what they say, and what of them is not to be understood: decisions that are lost must not be lost silently. */
import type { DecidedFinding, Problem } from '../../../workers/protocol';
import { countOf } from '../../kernel/format';
import { heldBy, mergeRecords, parseRecords, type TeamRecord, TRIAGE } from './records';

export interface Team {
  records: TeamRecord[];
  decisions: Map<string, DecidedFinding>;
  problems: Problem[];
}

export function readTeam(files: readonly { path: string; text?: string }[]): Team {
  const problems: Problem[] = [];
  const all = files.map(({ path, text }) => {
    if (text === undefined) {
      problems.push({ kind: 'unsupported', message: 'the file is larger than 64 MB and is not read', path });
      return [];
    }
    const { records, damaged } = parseRecords(text);
    if (damaged > 0) {
      const message = `${countOf(damaged, 'line')} could not be understood`;
      problems.push({ kind: 'unsupported', message, path, help: 'The decisions in them do not count.' });
    }
    return records;
  });
  const records = mergeRecords(...all);
  return { records, decisions: heldBy(TRIAGE, records), problems };
}
