import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desk, openDesk } from '../../electron/service/desk.ts';

/** A desk of the tests' own: real ports, real clock, its data in a temporary folder. */
export interface TestDesk {
  readonly desk: Desk;
  /** The profile that is there the first time of all. */
  readonly profileId: string;
  /** Counts who is told of changes of the desk, from now on. */
  readonly followers: FollowerCount;
  /** Also where the desk is closed already. */
  close(): Promise<void>;
}

/** Opens a desk; `close` it, or the process will not end. */
export async function openTestDesk(): Promise<TestDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  const opened = await openDesk({
    dataFolder: folder,
    shell: 'browser',
    cipher: null,
    saving: null,
    openFolder: null,
    printer: null,
  });
  if (!opened.ok) throw new Error(`no desk: ${opened.fault.kind}`);
  const { desk } = opened;
  const [profile] = desk.profiles.list();
  if (profile === undefined) throw new Error('no first profile');
  return {
    desk,
    profileId: profile.id,
    followers: new FollowerCount(desk),
    close: async () => {
      await desk.close(true);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How many follow anything of a desk. */
export class FollowerCount {
  #count = 0;
  #changed: () => void = () => {};

  constructor(desk: Desk) {
    const { profiles, settings, keeping } = desk;
    const { commissioner } = desk.station;
    desk.follow = this.#counting(desk.follow.bind(desk));
    profiles.follow = this.#counting(profiles.follow.bind(profiles));
    settings.follow = this.#counting(settings.follow.bind(settings));
    keeping.follow = this.#counting(keeping.follow.bind(keeping));
    commissioner.followHeads = this.#counting(commissioner.followHeads.bind(commissioner));
  }

  get now(): number {
    return this.#count;
  }

  /** Resolves when the count is one that is wanted. */
  async is(wanted: (count: number) => boolean): Promise<void> {
    while (!wanted(this.#count)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  #counting<Listener>(follow: (listener: Listener) => () => void): (listener: Listener) => () => void {
    return (listener) => {
      const stop = follow(listener);
      this.#add(1);
      return () => {
        stop();
        this.#add(-1);
      };
    };
  }

  #add(change: 1 | -1): void {
    this.#count += change;
    this.#changed();
  }
}
