/** A WIS800C in software: the single entry for everything outside this folder. */
export { parseSimulatorAddress } from './address.ts';
export type { EmbeddedBroker, SeenClient, SeenPublish, SeenSubscription } from './embedded-broker.ts';
export { createSimulatorFarm, type SimulatorFarm } from './farm.ts';
export { type FaultInfo, type FaultName, listFaults } from './faults.ts';
export type { LoadReplay, RecordedPiece, ReplayScript, ReplaySource } from './replay/script.ts';
export { ScriptWriter } from './replay/script-writer.ts';
export type { SimulatedModule } from './module.ts';
export { serveOverPty } from './pty-endpoint.ts';
export { serveOverTcp } from './tcp-endpoint.ts';
