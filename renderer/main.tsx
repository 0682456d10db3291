import './schemas-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../shared/messages/language.ts';
import { LOAD_AGAIN } from '../shared/messages/load-again.ts';
import { mendLanguageTag } from './language-tag.ts';
import { loadAllParts } from './parts/later.tsx';
import { browserClock } from './browser-clock.ts';
import { createActions } from './service/actions.ts';
import { exportShown } from './service/export-shown.ts';
import { createWindowLog } from './service/log/window-log.ts';
import { StationLink } from './service/station-link.ts';
import { keepTime } from './service/ticker.ts';
import { rememberLog, rememberPort, rememberTold } from './store/window-memory.ts';
import { createWindowStore } from './store/window-store.ts';
import { languageSpoken, loadAllTexts, onLanguage, speak } from './texts.ts';
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
const service = () => link.client;
const actions = createActions(store, service);
const log = createWindowLog({
  store,
  service,
  language: languageSpoken,
  clock: browserClock,
});
onLanguage(() => log.feed.refresh());
rememberPort(store, window.sessionStorage);
rememberTold(store, window.localStorage);
rememberLog(store, window.localStorage);
keepTime(store);
void link.keep();
// What may be wanted later is loaded while it can be: a newer program takes the files of this page away.
store.subscribe(({ service }, before) => {
  if (service !== 'up' || before.service === 'up') return;
  window.requestIdleCallback(() => void Promise.all([loadAllTexts(), loadAllParts()]));
});
// What was typed into the form and not saved is lost with the page.
window.addEventListener('beforeunload', (event) => {
  if (hasUnsavedChanges()) event.preventDefault();
});
window.shell?.onMenu((item) => {
  if (item === 'export') exportShown(store, actions);
});

const place = document.querySelector('#root');
const language = languageOf(window.navigator.language);
// In another language rather than not at all.
const canSpeak = (await speak(language)) || (await speak(language === 'en' ? 'zh-CN' : 'en'));
if (place !== null && canSpeak) {
  createRoot(place).render(
    <WindowContext value={{ store, actions, service, log }}>
      <App />
    </WindowContext>,
  );
} else if (place !== null) {
  place.textContent = LOAD_AGAIN;
}
