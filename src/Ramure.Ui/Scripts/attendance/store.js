// The application's one state, and all that changes it.
import * as clock from './clock.js';
import { lookAfterOthers, readDevice, Shelf, writeDevice } from './device.js';
import { pull, push, Refused, SignedOut, Unreachable } from './exchange.js';
import { newHeadcount, newMark, newWalkIn } from './sheet.js';

const batch = 200;
const lastAccount = 'ramure-compte';
const listeners = new Set();
const tabs = new BroadcastChannel('ramure-presence');

export const state = {
  ready: false,
  account: null,
  // Another account was opened on this device, or this one closed: its sheets wait for their person.
  locked: false,
  sheets: [],
  outbox: [],
  offers: [],
  audiences: [],
  othersUnsent: 0,
  syncing: false,
  syncedAt: null,
  trouble: null,
};

let shelf = null;

function change(values) {
  Object.assign(state, values);
  for (const listen of listeners) listen();
}

export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Who signed in last on this device, as the pages of Ramure note it; empty once somebody has signed out. */
const present = () => localStorage.getItem(lastAccount);

async function openShelf(account) {
  shelf?.close();
  shelf = await Shelf.open(account, () => location.reload());
}

async function refresh(more = {}) {
  const kept = shelf && !state.locked ? await shelf.read() : { sheets: [], outbox: [], offers: [] };
  const order = sheet => sheet.startsAt;
  kept.sheets.sort((a, b) => order(a).localeCompare(order(b)));
  kept.offers.sort((a, b) => order(a).localeCompare(order(b)));
  change({ ...kept, ...more });
}

export async function start() {
  const device = await readDevice();
  clock.restore(device.clock);
  const locked = device.account !== null && present() !== null && present() !== device.account.id;
  change({ account: device.account, audiences: device.lists.audiences, locked, syncedAt: device.clock?.floor ?? null });
  if (device.account && !locked) {
    await openShelf(device.account.id);
    await shelf.tidy(clock.now());
  }
  await refresh({ ready: true, othersUnsent: await lookAfterOthers(device.others, device.account?.id, clock.now()) });
  // Another tab wrote something, or somebody else signed in there.
  tabs.onmessage = async () => ((await readDevice()).account?.id === state.account?.id ? refresh() : location.reload());
  addEventListener('storage', event => event.key === lastAccount && event.newValue !== state.account?.id && location.reload());
  addEventListener('online', () => sync());
  addEventListener('offline', () => change({ trouble: 'unreachable' }));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sync());
  // A device may find the network again without a word.
  setInterval(() => state.outbox.some(i => !i.refused) && state.trouble !== 'signed-out' && sync(), 20_000);
  navigator.storage?.persist?.();
  await sync();
}

/** Takes and sends, one tab at a time. Whatever happens in the middle, the next call does the rest and no more. */
export function sync(asked = []) {
  clearTimeout(waiting);
  return navigator.locks.request('ramure-presence', async () => {
    change({ syncing: true });
    try {
      await exchange(asked);
      change({ trouble: null });
    } catch (error) {
      if (error instanceof SignedOut) change({ trouble: 'signed-out' });
      else if (error instanceof Unreachable) change({ trouble: 'unreachable' });
      else if (error instanceof Refused) change({ trouble: error.message || 'Le serveur ne répond pas comme attendu.' });
      else throw error;
    } finally {
      await refresh({ syncing: false });
      tabs.postMessage('changed');
    }
  });
}

async function exchange(asked) {
  // What another tab wrote since.
  const own = shelf && !state.locked ? await shelf.read() : { sheets: [], outbox: [] };
  const answer = await pull([...new Set([...own.sheets.map(s => s.session), ...own.outbox.map(i => i.session), ...asked])]);
  await arrive(answer);
  await shelf.take(answer, clock.now());
  for (;;) {
    const unsent = (await shelf.read()).outbox.filter(i => !i.refused).slice(0, batch);
    if (unsent.length === 0) return;
    const done = await push(state.account.id, answer.token, unsent);
    await writeDevice({ clock: done.clock });
    await shelf.settle(done, clock.now());
    await refresh({ syncedAt: done.clock.floor });
  }
}

/** Somebody is signed in: the sheets shown, and what is sent, are theirs. */
async function arrive({ account, audiences, clock: set }) {
  const other = state.account?.id !== account.id;
  await writeDevice({ account, clock: set, lists: { audiences } });
  localStorage.setItem(lastAccount, account.id);
  if (other || state.locked || !shelf) {
    await openShelf(account.id);
    if (other) location.hash = '';
  }
  const { others } = await readDevice();
  change({ account, audiences, locked: false, syncedAt: set.floor, othersUnsent: await lookAfterOthers(others, account.id, clock.now()) });
}

async function note(session, make) {
  const at = clock.instant();
  const count = await shelf.note(session, (sheet, outbox) => make(sheet, outbox, at));
  await refresh();
  tabs.postMessage('changed');
  if (count > 0 && navigator.onLine) soon();
  return count;
}

let waiting = 0;

/** A hand that ticks ten people sends them together. */
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(sync, 1500);
}

export const mark = (session, said) => note(session, (sheet, outbox, at) => newMark(sheet, outbox, said, at));

export const markAll = (session, said) => note(session, (sheet, outbox, at) => said.flatMap(one => newMark(sheet, outbox, one, at)));

export const walkIn = (session, said) => note(session, (_, __, at) => newWalkIn(said, at));

export const headcount = (session, said) => note(session, (sheet, outbox, at) => newHeadcount(sheet, outbox, said, at));

export async function drop(session) {
  const done = await shelf.drop(session);
  await refresh();
  return done;
}

export async function resolve(id, again) {
  await shelf.resolve(id, again);
  await refresh();
  if (again) sync();
}
