import { later } from '../../parts/later.tsx';

/** The record of all runs: nobody needs it at first. */
export const HistoryRoom = later(async () => (await import('../history/HistoryPage.tsx')).HistoryPage);
