import type { Samples } from '../child.ts';
import { peakMegabytes } from './peak-memory.ts';
import { demoProfile, startRun, withStation } from './station.ts';

/** `count` whole runs side by side, after one that warms the process up. The processor time is that of one of them. */
export function measureModules(count: number): Promise<Samples> {
  return withStation(async (station) => {
    const profile = demoProfile();
    await startRun(station, 'sim:warm-up', profile).passed;
    const before = process.cpuUsage();
    const begun = performance.now();
    const runs = Array.from({ length: count }, (_, index) => startRun(station, `sim:b${index + 1}`, profile));
    await Promise.all(runs.map(({ passed }) => passed));
    const wallMs = performance.now() - begun;
    const { user, system } = process.cpuUsage(before);
    return {
      wallMs: [wallMs],
      processorMs: [(user + system) / 1000 / count],
      peakMb: [peakMegabytes()],
    };
  });
}
