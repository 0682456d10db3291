import { create } from 'zustand';
import type { ExportFormat } from '../../../shared/export-request.ts';

/** The kind of file that was chosen last in this window. */
export const useExportChoice = create<{ readonly format: ExportFormat; readonly bom: boolean }>(() => ({
  format: 'text',
  bom: true,
}));
