import { ActionIcon, Button } from '@mantine/core';
import { Icon } from '../../parts/Icon.tsx';
import type { Notice } from '../../store/notice.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './frame.module.css';
import { fieldOf, isBad, noticeText } from './notice-text.ts';

/** What came of something that was asked for, until it is dismissed. */
export function Notices() {
  const notices = useWindow((state) => state.notices);
  return (
    <div className={classes.notices} role="status" aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const say = useSay();
  const { dismiss, reveal, editField, goTo } = useActions();
  const shell = useWindow(({ station }) => station.info?.shell);
  const field = fieldOf(notice);
  return (
    <div className={classes.notice} data-level={isBad(notice) ? 'fail' : 'info'}>
      <Icon name={isBad(notice) ? 'warning' : 'check'} />
      <div>
        {noticeText(say, notice).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div className={classes.noticeActions}>
        {notice.kind === 'saved' && shell === 'desktop' && (
          <Button size="compact-xs" variant="default" onClick={() => void reveal(notice.path)}>
            {say('window.showFile')}
          </Button>
        )}
        {field !== null && (
          <Button size="compact-xs" variant="default" onClick={() => editField(field)}>
            {say('window.openField')}
          </Button>
        )}
        {(notice.kind === 'removed' || notice.kind === 'log_fault') && (
          <Button size="compact-xs" variant="default" onClick={() => goTo('keeping')}>
            {say('keeping.notice.open')}
          </Button>
        )}
        {notice.kind === 'not_started' && notice.fault.kind === 'profile_missing' && (
          <Button size="compact-xs" variant="default" onClick={() => goTo('profile')}>
            {say('window.profile.edit')}
          </Button>
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={say('window.dismiss')}
        onClick={() => dismiss(notice.id)}
      >
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  );
}
