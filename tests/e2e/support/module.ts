import { createSimulatorFarm, serveOverTcp } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';

/** A simulated module behind a serial device server, whose cable the test can pull. */
export interface ServedModule {
  /** `tcp://host:port` */
  readonly address: string;
  readonly port: number;
  /** Pulls the cable. */
  close(): Promise<void>;
}

/** Serves a module with a fault, or without; `port` 0 takes a free one. */
export async function serveModule(fault: string | null, port = 0): Promise<ServedModule> {
  const farm = createSimulatorFarm({ clock: systemClock });
  const found = farm.module(`sim:?speed=instant${fault === null ? '' : `&fault=${fault}`}`);
  if (!found.ok) throw new Error(`no module: ${found.fault.kind}`);
  const served = await serveOverTcp(found.module, { host: '127.0.0.1', port, clock: systemClock });
  if (!served.ok) throw new Error(`not served: ${served.fault.code}`);
  const { endpoint } = served;
  return {
    address: `tcp://127.0.0.1:${endpoint.port}`,
    port: endpoint.port,
    close: async () => {
      await endpoint.close();
      await farm.close();
    },
  };
}
