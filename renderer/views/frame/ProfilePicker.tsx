import { Menu } from '@mantine/core';
import { Icon } from '../../parts/Icon.tsx';
import { chosenProfile } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './frame.module.css';

/** The profile that the next run uses. */
export function ProfilePicker() {
  const say = useSay();
  const { chooseProfile, goTo } = useActions();
  const profiles = useWindow(({ station }) => station.profiles);
  const chosen = useWindow(chosenProfile);
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button type="button" className={classes.pick}>
          <span className="visually-hidden">{say('window.profile.choose')}</span>
          <span className={classes.pickName}>{chosen?.profile.name ?? say('window.profile.none')}</span>
          <span className={classes.pickMore}>{chosen?.profile.broker.host}</span>
          <Icon name="chevron" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {profiles.map(({ id, profile }) => (
          <Menu.Item key={id} onClick={() => void chooseProfile(id)}>
            <b>{profile.name}</b> <span className={classes.pickMore}>{profile.broker.host}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => goTo('profile')}>{say('window.profile.edit')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
