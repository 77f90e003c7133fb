/** Every question about names. */
import type { IndexQuery } from '../../protocol';
import type { Answer } from '../query';
import { ask } from './ask';
import { callees } from './callees';
import { definitionsAt } from './definitions-at';
import { hoverAt } from './hover-at';
import { moveFile } from './move-file';
import { occurrencesAt } from './occurrences-at';
import { outline } from './outline';
import { proof } from './proof';
import { referencesAt } from './references-at';
import { referencesTo } from './references-to';
import { rename } from './rename';
import { subtypes } from './subtypes';
import { supertypes } from './supertypes';

export const queries: { [Q in IndexQuery]: Answer<Q> } = {
  ask,
  callees,
  definitionsAt,
  hoverAt,
  moveFile,
  occurrencesAt,
  outline,
  proof,
  referencesAt,
  referencesTo,
  rename,
  subtypes,
  supertypes,
};
