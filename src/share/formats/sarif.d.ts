import { type ExportFormat } from './export';
export declare const sarif: ExportFormat;
