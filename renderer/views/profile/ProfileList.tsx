import { Menu } from '@mantine/core';
import { useRef } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import classes from './profile.module.css';
import type { ProfileDesk } from './use-profile-desk.ts';

/** The profiles, and what can be done with a whole one. */
export function ProfileList({ desk }: { readonly desk: ProfileDesk }) {
  return (
    <div className={classes.profiles}>
      {desk.entries.length > 0 && <Picker desk={desk} />}
      <ProfileButtons desk={desk} />
    </div>
  );
}

/** The profile on the page, and the way to another one. */
function Picker({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  const { subject, changed } = desk;
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button type="button" className={classes.picker}>
          <span className={classes.picked}>
            <span className="visually-hidden">{say('form.profiles.choose')}: </span>
            <b>{nameOr(subject?.draft.form.name ?? '', say('form.newName'))}</b>
            <span className={classes.pickedMore}>
              {changed ? <Unsaved /> : subject?.draft.form['broker.host']}
            </span>
          </span>
          <Icon name="chevron" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {desk.entries.map((entry) => (
          <Menu.Item
            key={entry.id}
            aria-current={entry.id === subject?.id ? 'true' : undefined}
            onClick={() => {
              if (entry.id !== subject?.id) desk.leave({ kind: 'select', entry });
            }}
          >
            <span className={classes.entry}>
              <b>{nameOr(entry.name, say('form.newName'))}</b>
              {entry.isUnsaved && <Unsaved />}
            </span>
            <small className={classes.entryHost}>{entry.host}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const nameOr = (name: string, other: string): string => (name.trim() === '' ? other : name);

/** The mark of changes that are nowhere but in this window. */
function Unsaved() {
  const say = useSay();
  return <span className={classes.unsaved}>{say('form.unsaved')}</span>;
}

function ProfileButtons({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  const stored = desk.subject?.stored ?? null;
  return (
    <div className={classes.tools}>
      <button type="button" className={classes.tool} onClick={() => desk.leave({ kind: 'new' })}>
        {say('form.new')}
      </button>
      <button
        type="button"
        className={classes.tool}
        disabled={stored === null}
        onClick={() => {
          if (stored !== null) desk.leave({ kind: 'duplicate', id: stored.id, name: stored.profile.name });
        }}
      >
        {say('form.duplicate')}
      </button>
      <ImportButton desk={desk} />
      <ExportMenu desk={desk} />
      <button
        type="button"
        className={classes.tool}
        disabled={stored === null}
        onClick={() => desk.ask({ kind: 'delete' })}
      >
        {say('form.delete')}
      </button>
    </div>
  );
}

function ImportButton({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={classes.tool} onClick={() => input.current?.click()}>
        {say('form.import')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file may be chosen again once it was mended.
          currentTarget.value = '';
          if (file !== undefined) void desk.importFile(file);
        }}
      />
    </>
  );
}

function ExportMenu({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  const stored = desk.subject?.stored ?? null;
  const hasSecrets = stored !== null && Object.values(stored.secrets).some(Boolean);
  return (
    <Menu position="bottom-start" width={260} disabled={stored === null}>
      <Menu.Target>
        <button type="button" className={classes.tool} disabled={stored === null}>
          {say('form.export')}
          <Icon name="chevron" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => desk.exportProfile(false)}>{say('form.export.without')}</Menu.Item>
        <Menu.Item disabled={!hasSecrets} onClick={() => desk.ask({ kind: 'export' })}>
          {say('form.export.with')}
        </Menu.Item>
        {!hasSecrets && <Menu.Label className={classes.menuNote}>{say('form.export.none')}</Menu.Label>}
        {desk.changed && (
          <Menu.Label className={classes.menuNote}>{say('form.ask.export.unsaved')}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
