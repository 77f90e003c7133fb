export declare const root: string;
export declare function inRoot(...parts: string[]): string;
/** The engine as it ships; built, never committed. */
export declare const ENGINE = 'crates/wasm/pkg/assay_wasm_bg.wasm';
/** Results that depend on nothing but a version: tools and grammars. Safe to delete. */
export declare const sharedCache: string;
