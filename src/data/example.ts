/** The example project that comes with the page, so that a person without a folder sees it work. */
import type { ProjectSource } from '../../workers/protocol';
import { fetchAsset } from '../platform';

export const EXAMPLE_NAME = 'pocket-shop';

/** Its files, as an archive that is fetched from the page's own site. */
export async function exampleSource(): Promise<ProjectSource> {
  const bytes = await fetchAsset(`examples/${EXAMPLE_NAME}.zip`, 'The example project');
  const file = new File([bytes], `${EXAMPLE_NAME}.zip`, { type: 'application/zip' });
  return { kind: 'archive', file };
}
