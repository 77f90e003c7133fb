/** The version of this build, put in by the build of the page and of the command. */
declare const __ASSAY_VERSION__: string;

export const VERSION = __ASSAY_VERSION__;
