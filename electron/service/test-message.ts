import type { Profile } from '../../shared/profile.ts';
import { topicMatches } from '../../shared/topic.ts';

/** What a run publishes at step 17, as the profile has it. */
export interface TestMessage {
  readonly host: string;
  readonly topic: string;
  readonly payload: string;
  /** The subscription brings it back. */
  readonly returns: boolean;
}

export function testMessage({ subscribe, publish, broker }: Profile): TestMessage {
  const { topic, payload } = publish;
  return { host: broker.host, topic, payload, returns: topicMatches(subscribe.topic, topic) };
}
