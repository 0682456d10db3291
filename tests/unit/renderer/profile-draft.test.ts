import { describe, expect, it } from 'vitest';
import {
  afterSaving,
  type Draft,
  draftOf,
  isChanged,
  isOrphaned,
  isOvertaken,
  NEW_PROFILE,
  newDraft,
  orderOf,
  shownDraft,
  tidied,
  withFields,
  withSecret,
} from '../../../renderer/views/profile/draft.ts';
import { profileEntries, shownProfile } from '../../../renderer/views/profile/profile-entries.ts';
import { typedSecret } from '../../../renderer/views/profile/secret-drafts.ts';
import { readProfile } from '../../../shared/profile-file.ts';
import { profileSchema } from '../../../shared/profile.ts';
import type { StoredProfile } from '../../../shared/station.ts';

function stored(id: string, name = 'bench', host = 'h.example'): StoredProfile {
  return {
    id,
    profile: profileSchema.parse({ name, broker: { host }, mqtt: { clientId: 'c', username: 'u' } }),
    secrets: { 'sim.pin': false, 'apn.password': false, 'mqtt.password': true },
  };
}

const A = stored('a');
const changedHost = (profile: StoredProfile, host = 'other.example'): Draft =>
  withFields(draftOf(profile), { 'broker.host': host });

describe('unsaved changes', () => {
  it('are none in a draft that was only begun', () => {
    expect(isChanged(draftOf(A))).toBe(false);
    expect(isChanged(newDraft('New profile'))).toBe(false);
  });

  it('are what was typed, and none once it is typed back', () => {
    const draft = changedHost(A);
    expect(isChanged(draft)).toBe(true);
    expect(isChanged(withFields(draft, { 'broker.host': 'h.example' }))).toBe(false);
  });

  it('are also what is no valid value', () => {
    expect(isChanged(withFields(draftOf(A), { 'broker.port': '' }))).toBe(true);
    expect(isChanged(withFields(draftOf(A), { 'broker.port': '1883x' }))).toBe(true);
  });

  it('are not a number that is only written differently', () => {
    expect(isChanged(withFields(draftOf(A), { 'broker.port': ' 1883 ' }))).toBe(false);
  });

  it('are a typed or removed secret, and none when it is undone', () => {
    const typed = withSecret(draftOf(A), 'mqtt.password', typedSecret('x'));
    expect(isChanged(typed)).toBe(true);
    expect(isChanged(withSecret(typed, 'mqtt.password', typedSecret('')))).toBe(false);
    expect(isChanged(withSecret(draftOf(A), 'mqtt.password', { kind: 'cleared' }))).toBe(true);
  });

  it('are not in the fields of a last will that is switched off', () => {
    expect(isChanged(withFields(draftOf(A), { 'mqtt.will.topic': 'x' }))).toBe(false);
    expect(isChanged(withFields(draftOf(A), { 'mqtt.will': true }))).toBe(true);
  });
});

describe('what is sent for saving', () => {
  it('has the fields as they are typed and only the secrets that change', () => {
    const draft = withSecret(changedHost(A, '“h”'), 'sim.pin', typedSecret('1234'));
    const order = orderOf(withSecret(draft, 'mqtt.password', { kind: 'cleared' }), A);
    expect(order.id).toBe('a');
    expect(order.secrets).toEqual({ 'sim.pin': '1234', 'mqtt.password': null });
    expect(order.profile).toMatchObject({
      broker: { host: '“h”' },
      sim: { pin: '' },
      mqtt: { password: '' },
    });
    expect(orderOf(draftOf(A), A).secrets).toEqual({});
  });

  it('is a new profile where none is stored, or none any more', () => {
    expect(orderOf(newDraft('n'), null).id).toBeNull();
    expect(orderOf(changedHost(A), null).id).toBeNull();
  });

  it('is a profile that the reader takes, unchanged', () => {
    const reading = readProfile(orderOf(draftOf(A), A).profile);
    expect(reading).toEqual({ ok: true, profile: A.profile, changes: [] });
  });
});

describe('what the form shows', () => {
  it('is the profile of the list while nothing is changed, also when the list changes', () => {
    const draft = draftOf(A);
    expect(shownDraft(draft, stored('a', 'renamed'))?.form.name).toBe('renamed');
    expect(shownDraft(undefined, A)?.form.name).toBe('bench');
    expect(shownDraft(undefined, null)).toBeNull();
  });

  it('is the draft once something is changed, also when the list changes or loses the profile', () => {
    const draft = changedHost(A);
    expect(shownDraft(draft, stored('a', 'renamed'))).toBe(draft);
    expect(shownDraft(draft, null)).toBe(draft);
  });

  it('keeps a platform that was chosen before anything else was changed', () => {
    const draft: Draft = { ...draftOf(A), platform: 'thingsboard' };
    expect(shownDraft(draft, stored('a', 'renamed'))).toMatchObject({
      platform: 'thingsboard',
      form: { name: 'renamed' },
    });
  });

  it('is not the draft of a profile that is gone and was not changed', () => {
    expect(shownDraft(draftOf(A), null)).toBeNull();
  });

  it('says that somebody else saved the profile only when there is something to lose', () => {
    expect(isOvertaken(changedHost(A), stored('a', 'renamed'))).toBe(true);
    expect(isOvertaken(changedHost(A), stored('a'))).toBe(false);
    expect(isOvertaken(draftOf(A), stored('a', 'renamed'))).toBe(false);
    expect(isOvertaken(newDraft('n'), null)).toBe(false);
  });

  it('says that the profile is gone only when there is something to lose', () => {
    expect(isOrphaned(changedHost(A), null)).toBe(true);
    expect(isOrphaned(changedHost(A), A)).toBe(false);
    expect(isOrphaned(draftOf(A), null)).toBe(false);
    expect(isOrphaned(newDraft('n'), null)).toBe(false);
  });
});

describe('a draft that was saved', () => {
  const now = stored('a', 'bench', 'other.example');

  it('stands for what was saved until the list follows', () => {
    const sent = changedHost(A);
    const draft = afterSaving(sent, sent, now, A);
    expect(isChanged(draft)).toBe(false);
    expect(shownDraft(draft, A)?.form['broker.host']).toBe('other.example');
    expect(shownDraft(draft, stored('a', 'bench', 'third.example'))?.form['broker.host']).toBe(
      'third.example',
    );
  });

  it('stands for a new profile as well', () => {
    const sent = newDraft('n');
    const draft = afterSaving(sent, sent, now, null);
    expect(shownDraft(draft, null)?.form.name).toBe('bench');
  });

  it('keeps what was typed while the service was at it', () => {
    const sent = changedHost(A);
    const typed = withFields(sent, { name: 'typed meanwhile' });
    const draft = afterSaving(typed, sent, now, A);
    expect(draft.form).toMatchObject({ name: 'typed meanwhile', 'broker.host': 'other.example' });
    expect(isChanged(draft)).toBe(true);
    expect(isOvertaken(draft, now)).toBe(false);
    expect(shownDraft(draft, now)).toBe(draft);
  });

  it('does not send a secret again that was saved, and keeps one that was typed meanwhile', () => {
    const sent = withSecret(draftOf(A), 'sim.pin', typedSecret('1234'));
    expect(orderOf(afterSaving(sent, sent, now, A), now).secrets).toEqual({});
    const typed = withSecret(sent, 'apn.password', typedSecret('x'));
    expect(orderOf(afterSaving(typed, sent, now, A), now).secrets).toMatchObject({ 'apn.password': 'x' });
  });

  it('is mended where the service mended it', () => {
    const sent = changedHost(A, '“other.example”');
    expect(afterSaving(sent, sent, now, A).form['broker.host']).toBe('other.example');
  });
});

describe('drafts that hold nothing', () => {
  it('are forgotten, and no other', () => {
    const drafts = {
      a: draftOf(A),
      b: changedHost(stored('b')),
      c: { ...draftOf(stored('c')), savedOver: null },
      gone: draftOf(stored('gone')),
      [NEW_PROFILE]: newDraft('n'),
    };
    expect(Object.keys(tidied(drafts, [A, stored('b')])).toSorted()).toEqual([NEW_PROFILE, 'b', 'c']);
  });

  it('are forgotten once the list has what was saved', () => {
    const draft = { ...draftOf(A), savedOver: null };
    expect(tidied({ a: draft }, [])).toEqual({ a: draft });
    expect(tidied({ a: draft }, [A])).toEqual({});
  });

  it('change nothing when there are none', () => {
    const drafts = { a: changedHost(A) };
    expect(tidied(drafts, [A])).toBe(drafts);
  });
});

describe('the list of profiles', () => {
  const B = stored('b', 'second');

  it('marks what is unsaved', () => {
    const entries = profileEntries([A, B], { a: changedHost(A), b: draftOf(B) });
    expect(entries.map(({ id, isUnsaved }) => [id, isUnsaved])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('has the new profile, and changes of a profile that is gone, and nothing else', () => {
    const drafts = {
      [NEW_PROFILE]: newDraft('New'),
      gone: changedHost(stored('gone', 'lost')),
      done: draftOf(A),
    };
    const local = profileEntries([A], drafts).filter(({ isLocal }) => isLocal);
    expect(local.map(({ name }) => name).toSorted()).toEqual(['New', 'lost']);
  });

  it('leads to the wanted profile, else to the chosen one, else to the first', () => {
    const drafts = { [NEW_PROFILE]: newDraft('New') };
    expect(shownProfile([A, B], drafts, [NEW_PROFILE, 'b'])?.draft.form.name).toBe('New');
    expect(shownProfile([A, B], drafts, [null, 'b'])?.id).toBe('b');
    expect(shownProfile([A, B], drafts, [null, 'missing'])?.id).toBe('a');
    expect(shownProfile([A, B], {}, [NEW_PROFILE, null])?.id).toBe('a');
    expect(shownProfile([], {}, [null, 'b'])).toBeNull();
  });
});
