import { describe, expect, it } from 'vitest';
import { Citations } from '../../../../renderer/service/log/citations.ts';
import { LogDouble } from '../../../support/log-double.ts';
import { settle, VirtualClock } from '../../../support/virtual-clock.ts';
import { exchanged, received, sent, stated } from '../../shared/log/dialogue.ts';

const EVENTS = stated([
  [130, exchanged('AT+CIICR', 20)],
  [140, { type: 'link.lost', fault: { kind: 'gone' } }],
]);

function citing() {
  const service = new LogDouble();
  const clock = new VirtualClock();
  let asked = 0;
  service.beforeAnswer = () => {
    asked += 1;
    return Promise.resolve();
  };
  const citations = new Citations({ source: () => service.client, clock });
  return { service, clock, citations, asked: () => asked };
}

describe('the lines that facts stand for', () => {
  it('are asked for together, once, and then known', async () => {
    const { service, clock, citations, asked } = citing();
    service.append('r', { events: EVENTS, trace: [sent(110, 'AT+CIICR\r\n'), received(125, 'ERROR\r\n')] });
    citations.want('r', [1], '1');
    citations.want('r', [2], '1');
    await settle();
    expect(citations.of('r')).toEqual(
      new Map([
        [1, { first: 1, last: 2 }],
        [2, null],
      ]),
    );
    citations.want('r', [1, 2], '1');
    await clock.advance(5000);
    expect(asked()).toBe(1);
  });

  it('are looked for again as the log grows, until they are there', async () => {
    const { service, clock, citations, asked } = citing();
    service.append('r', { events: EVENTS, trace: [] });
    citations.want('r', [1], '1');
    await settle();
    expect(citations.of('r').get(1)).toBeNull();
    service.append('r', { events: [], trace: [sent(110, 'AT+CIICR\r\n'), received(125, 'ERROR\r\n')] });
    citations.want('r', [1], '2');
    await clock.advance(1000);
    expect(citations.of('r').get(1)).toEqual({ first: 1, last: 2 });
    const before = asked();
    citations.want('r', [1], '3');
    await clock.advance(1000);
    expect(asked()).toBe(before);
  });

  it('of other runs, and of one that cannot be read, are not known', async () => {
    const { citations, clock, asked } = citing();
    citations.want('nobody', [1], '1');
    await clock.advance(1000);
    expect([citations.of('nobody').size, citations.of('r').size, asked()]).toEqual([0, 0, 1]);
    expect(citations.of('r')).toBe(citations.of('other'));
  });
});
