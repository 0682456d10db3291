import { useEffect, useMemo } from 'react';
import { later } from '../../parts/later.tsx';
import type { ServiceClient } from '../../service/connection.ts';
import { useActions, useWindow } from '../../window-context.ts';

const ProfilePage = later(async () => (await import('../profile/ProfilePage.tsx')).ProfilePage);

/** The profile page with what it needs of the window. */
export function ProfileRoom() {
  const { ask, chooseProfile, saveText, fieldShown } = useActions();
  const profiles = useWindow(({ station }) => station.profiles);
  const selectedId = useWindow(({ chosen }) => chosen.profileId);
  const keptBy = useWindow(({ station }) => station.info?.secretsKeptBy ?? 'file');
  const field = useWindow(({ profileField }) => profileField);
  useEffect(() => {
    if (field !== null) fieldShown();
  }, [field, fieldShown]);
  const actions = useMemo(
    () => ({
      select: (id: string) => void chooseProfile(id),
      save: (order: Parameters<ServiceClient['profiles']['save']>[0]) =>
        ask((client) => client.profiles.save(order)),
      duplicate: (id: string, name: string) => ask((client) => client.profiles.duplicate({ id, name })),
      remove: async (id: string) => (await ask((client) => client.profiles.remove({ id })))?.ok ?? false,
      importText: (text: string) => ask((client) => client.profiles.import({ text })),
      exportProfile: async (id: string, withSecrets: boolean) => {
        const reply = await ask((client) => client.profiles.export({ id, withSecrets }));
        if (reply?.ok === true) await saveText(reply.fileName, reply.text);
      },
    }),
    [ask, chooseProfile, saveText],
  );
  return (
    <ProfilePage
      profiles={profiles}
      selectedId={selectedId}
      secretsKeptBy={keptBy}
      focusField={field}
      actions={actions}
    />
  );
}
