/** Why operations are missing on a surface, where many have the same reason. */

/** They act on what a tab shows; the command line has no tab. */
export const OF_THE_PAGE = { commandLine: 'It acts on what this tab shows or keeps.' };
/** A project of the page is a folder that somebody picked; the command line is given its path. */
export const NOT_BY_PATH = { commandLine: 'assay scan is given the paths that a page has to ask for.' };
/** The menu is about the open project as a whole. */
export const NOT_OF_THE_PROJECT = { menu: 'The menu holds what concerns the open project as a whole.' };
/** Of most operations: there is a button or a key where they belong. */
export const PALETTE_AND_KEYS = { ...OF_THE_PAGE, ...NOT_OF_THE_PROJECT };
/** The runner's own. */
export const OF_THE_RUNNER = {
  palette: 'It reads paths of the machine, which a page cannot.',
  keys: 'The command line has no keys.',
  menu: 'The command line has no menu.',
};
