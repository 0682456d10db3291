import type { ConsoleFault } from '../../shared/contract.ts';
import type { CommandList, Settings } from '../../shared/station.ts';
import type { PortTool, TypedEntry } from '../../shared/typed-entry.ts';
import { liveRun } from '../store/shown.ts';
import { notify, withdraw, type WindowStore } from '../store/window-store.ts';
import type { ServiceClient } from './connection.ts';

/** What actions ask of the service with; null when it cannot be reached, which is said. */
export type Ask = <Reply>(question: (client: ServiceClient) => Promise<Reply>) => Promise<Reply | null>;

/** What was said of the last try to start or to send something says nothing of the next one. */
export const OF_A_TRY = ['not_started', 'console_refused', 'port'] as const;

type ConsoleReply = { readonly ok: true } | { readonly ok: false; readonly fault: ConsoleFault };

/** What a person can do at the console and with the tools of a port. */
export function createConsoleActions(
  store: WindowStore,
  ask: Ask,
  changeSettings: (change: Partial<Settings>) => Promise<void>,
) {
  const place = () => {
    const { port, profileId } = store.getState().chosen;
    return port === null ? null : { port, profileId };
  };

  /** Says why it was refused; true when it was not. */
  const taken = (reply: ConsoleReply | null): boolean => {
    if (reply?.ok !== false) return reply !== null;
    const { fault } = reply;
    if (fault.kind === 'address') notify(store, { kind: 'port', fault: fault.fault });
    else if (fault.kind === 'record') notify(store, { kind: 'not_started', fault });
    else notify(store, { kind: 'console_refused', reason: fault.kind });
    return false;
  };

  const onPort = async (question: (client: ServiceClient) => Promise<ConsoleReply>): Promise<boolean> => {
    withdraw(store, OF_A_TRY);
    return taken(await ask(question));
  };

  const lists = (): readonly CommandList[] => store.getState().station.settings.commandLists;

  return {
    /** Sends what was typed, one after the other; true when it is on its way. */
    sendTyped: async (entries: readonly TypedEntry[]): Promise<boolean> => {
      const at = place();
      return at !== null && (await onPort((client) => client.console.send({ ...at, entries: [...entries] })));
    },

    /** Drops what is queued and not sent yet. */
    cancelTyped: async () => {
      const at = place();
      if (at !== null) await ask((client) => client.console.cancel({ port: at.port }));
    },

    /** Sets a tool to work on the chosen port; true when it is. */
    setTool: async (tool: PortTool): Promise<boolean> => {
      const at = place();
      if (at === null) return false;
      // Its outcome is looked for in the newest console on the port: what an earlier one came to is of no interest.
      if (tool.kind !== 'meter') store.setState({ toolUsed: { kind: tool.kind, port: at.port } });
      return await onPort((client) => client.console.tool({ ...at, tool }));
    },

    closeConsole: async () => {
      const at = place();
      if (at !== null) await ask((client) => client.console.close({ port: at.port }));
    },

    /** Asks the run on the chosen port to wait when the step under way is over. */
    pauseRun: async () => {
      const run = liveRun(store.getState());
      if (run !== null) await ask((client) => client.runs.pause({ runId: run.runId }));
    },

    /** Puts a command into the console's line, to be looked at before it is sent. */
    typeLine: (typedAhead: string) => store.setState({ page: 'bench', typedAhead }),
    /** The line has it. */
    lineTyped: () => store.setState({ typedAhead: null }),

    openMeter: () => store.setState({ meterOpen: true }),
    closeMeter: () => store.setState({ meterOpen: false }),

    /** Stores a list; one with the same id is replaced. */
    saveList: (list: CommandList): Promise<void> => {
      const isKnown = lists().some(({ id }) => id === list.id);
      const commandLists = isKnown
        ? lists().map((each) => (each.id === list.id ? list : each))
        : [...lists(), list];
      return changeSettings({ commandLists });
    },

    removeList: (id: string): Promise<void> =>
      changeSettings({ commandLists: lists().filter((each) => each.id !== id) }),
  };
}
