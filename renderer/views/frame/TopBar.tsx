import { Icon } from '../../parts/Icon.tsx';
import { useActions, useWindow } from '../../window-context.ts';
import { useLanguage, useSay } from '../../texts.ts';
import type { Page } from '../../store/window-state.ts';
import classes from './frame.module.css';
import { PortPicker } from './PortPicker.tsx';
import { ProfilePicker } from './ProfilePicker.tsx';
import { RunButtons } from './RunButtons.tsx';
import { ThemeButton } from './ThemeButton.tsx';

const PAGES = ['bench', 'history', 'profile'] as const satisfies readonly Page[];

/** What is worked on, with what, and the way around. */
export function TopBar() {
  const say = useSay();
  const { goTo, changeSettings } = useActions();
  const page = useWindow((state) => state.page);
  const service = useWindow((state) => state.service);
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <header className={classes.bar}>
      <span className={classes.brand}>
        <i className={classes.mark} aria-hidden="true" />
        <span>{say('product.name')}</span>
      </span>
      <PortPicker />
      <ProfilePicker />
      <RunButtons />
      <nav className={classes.right} data-service={service} aria-label={say('window.pages')}>
        {PAGES.map((each) => (
          <button
            key={each}
            type="button"
            className={classes.tab}
            aria-current={page === each ? 'page' : undefined}
            onClick={() => goTo(each)}
          >
            {say(`window.page.${each}`)}
          </button>
        ))}
        <button
          type="button"
          className={classes.tab}
          aria-label={say('keeping.page')}
          title={say('keeping.page')}
          aria-current={page === 'keeping' ? 'page' : undefined}
          onClick={() => goTo('keeping')}
        >
          <Icon name="archive" />
        </button>
        <ThemeButton />
        <button
          type="button"
          className={classes.tab}
          lang={other}
          onClick={() => void changeSettings({ language: other })}
        >
          {other === 'en' ? 'EN' : '中文'}
        </button>
      </nav>
    </header>
  );
}
