// The trainer's attendance application: works without network once it was opened with one.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { start, state, subscribe } from './store.js';
import { Home } from './views/home.jsx';
import { SheetView } from './views/sheet.jsx';
import { Problems, Status } from './views/status.jsx';

/** `#/seance/SESSION/SLOT`: what is shown has its address. */
function place() {
  const [, kind, session, slot] = location.hash.split('/');
  return kind === 'seance' && session ? { session, slot } : {};
}

function App() {
  const [, again] = useState(0);
  const [where, go] = useState(place());
  useEffect(() => subscribe(() => again(n => n + 1)), []);
  useEffect(() => {
    const moved = () => {
      go(place());
      // As after any page: who reads by ear or moves by keyboard starts at the top.
      requestAnimationFrame(() => document.querySelector('h1')?.focus());
      scrollTo(0, 0);
    };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  if (!state.ready) return <h1>Présence</h1>;
  const sheet = where.session && state.sheets.find(s => s.session === where.session);
  return (
    <>
      <Status />
      <Problems />
      {sheet ? <SheetView key={sheet.session} sheet={sheet} slotId={where.slot} /> : <Home missing={where.session} />}
    </>
  );
}

const root = document.getElementById('presence');
const can = 'indexedDB' in window && 'locks' in navigator && 'BroadcastChannel' in window && 'serviceWorker' in navigator;

if (can) {
  root.replaceChildren();
  render(<App />, root);
  start().catch(error => {
    root.dataset.failed = 'true';
    document.getElementById('presence-panne').hidden = false;
    throw error;
  });
  navigator.serviceWorker.register('/presence/service-worker.js', { scope: '/presence', updateViaCache: 'none' })
    // Says to whoever waits (the tests, the person) that the next opening needs no network.
    .then(() => navigator.serviceWorker.ready).then(() => { document.documentElement.dataset.presence = 'hors-ligne'; });
} else {
  document.getElementById('presence-ancien').hidden = false;
}
