import type { ExportFormat } from './export';
export declare const csv: ExportFormat;
