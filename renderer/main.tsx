import './schemas-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../shared/messages/index.ts';
import { mendLanguageTag } from './language-tag.ts';
import { createActions } from './service/actions.ts';
import { StationLink } from './service/station-link.ts';
import { keepTime } from './service/ticker.ts';
import { rememberPort } from './store/window-memory.ts';
import { createWindowStore } from './store/window-store.ts';
import { initialiseTexts } from './texts.ts';
import { App } from './views/frame/App.tsx';
import { hasUnsavedChanges } from './views/profile/draft-store.ts';
import { WindowContext } from './window-context.ts';
import './component-styles.ts';
import './tokens.css';

// The token has done its work: it stays in no history and no screenshot.
if (window.location.search !== '') window.history.replaceState(null, '', window.location.pathname);

mendLanguageTag(window.navigator);
const store = createWindowStore();
const link = new StationLink(store);
const actions = createActions(store, () => link.client);
rememberPort(store, window.sessionStorage);
keepTime(store);
void link.keep();
// What was typed into the form and not saved is lost with the page.
window.addEventListener('beforeunload', (event) => {
  if (hasUnsavedChanges()) event.preventDefault();
});
window.shell?.onMenu((item) => {
  if (item === 'export') void actions.exportLog('text');
});

const place = document.querySelector('#root');
await initialiseTexts(languageOf(window.navigator.language));
if (place !== null) {
  createRoot(place).render(
    <WindowContext value={{ store, actions }}>
      <App />
    </WindowContext>,
  );
}
