/** What a finding is told of itself beside its place and rule, as it stands in exports and in SARIF's properties. */
import { CONFIDENCES, DOUBTS } from '../../workers/protocol';
import type { SharedFinding } from './file-format';
import { type Fields, get } from './lenient';
import { ORIGINS } from './read-document';

export function factsOf(fields: Fields): Pick<SharedFinding, 'origin' | 'confidence' | 'doubt'> {
  const origin = ORIGINS.find((one) => one === get(fields, 'origin'));
  const confidence = CONFIDENCES.find((one) => one === get(fields, 'confidence'));
  const doubt = DOUBTS.find((one) => one === get(fields, 'doubt'));
  return { ...(origin && { origin }), ...(confidence && { confidence }), ...(doubt && { doubt }) };
}
