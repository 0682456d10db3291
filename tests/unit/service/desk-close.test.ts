import { expect, it } from 'vitest';
import { openDesk } from '../../../electron/service/desk.ts';
import { DEFAULT_SETTINGS } from '../../../shared/station.ts';
import { fresh, temporaryFolder } from './data-folder.ts';

const openIn = async (dataFolder: string) => {
  const opened = await openDesk({
    dataFolder,
    shell: 'desktop',
    cipher: null,
    saving: null,
    openFolder: null,
    printer: null,
  });
  if (!opened.ok) throw new Error(`no desk: ${opened.fault.kind}`);
  return opened.desk;
};

it('a desk is closed when every change of settings and profiles is on the disk', async () => {
  const folder = temporaryFolder();
  const desk = await openIn(folder);
  let pending = 0;
  const counted = async (change: Promise<unknown>) => {
    pending += 1;
    await change;
    pending -= 1;
  };
  const changes = Array.from({ length: 20 }, (_, index) => [
    counted(desk.settings.change({ operator: `operator ${index}` })),
    counted(desk.profiles.save(fresh())),
  ]).flat();
  expect(pending).toBe(40);
  await desk.close();
  expect(pending).toBe(0);
  await Promise.all(changes);
  const again = await openIn(folder);
  expect(again.settings.get()).toEqual({ ...DEFAULT_SETTINGS, operator: 'operator 19' });
  expect(again.profiles.list()).toHaveLength(21);
  await again.close();
});
