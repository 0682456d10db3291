/**
 * A process that begins a run and ends in the same breath, one way or another: what the run has stated was written by
 * nobody so far.
 *
 *   node ending-process.ts <data folder> exit|throw|reject
 */
import { benchProfile } from '../../support/bench-station.ts';
import { openStation } from '../../../electron/service/assemble.ts';

const [, , folder = '', way] = process.argv;

const opened = await openStation(folder, {
  onRecordFault: ({ kind }) => {
    throw new Error(kind);
  },
});
if (!opened.ok) throw new Error(opened.fault.kind);
const { commissioner } = opened.station;
commissioner.start({
  port: 'sim:?speed=instant',
  profile: benchProfile(),
  unit: null,
  operator: null,
  fromStep: 1,
  singleStep: false,
});
if (way === 'exit') process.exit(0);
if (way === 'reject') void Promise.reject(new Error('a bug'));
else throw new Error('a bug');
