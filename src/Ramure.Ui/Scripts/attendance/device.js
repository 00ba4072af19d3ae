// What the device keeps, in IndexedDB. One database for each account: nobody opens another's. Everything is written for good
// (durability: strict) before a promise resolves, so that what the screen says survives a battery that dies.
import { openDB } from 'idb';

const shared = 'ramure-presence';
const strict = { durability: 'strict' };

/** Days after the last slot during which a sheet stays on the device. */
export const daysKept = 30;

function openShared() {
  return openDB(shared, 1, { upgrade: db => db.createObjectStore('device') });
}

async function withShared(mode, body) {
  const db = await openShared();
  try {
    const transaction = db.transaction('device', mode, strict);
    const value = await body(transaction.store);
    await transaction.done;
    return value;
  } finally {
    db.close();
  }
}

/** Whose sheets this device shows, and the clock as it was last set; null on a device that is new. */
export const readDevice = () => withShared('readonly', async store => ({
  account: await store.get('account') ?? null,
  others: await store.get('accounts') ?? [],
  clock: await store.get('clock') ?? null,
  lists: await store.get('lists') ?? { audiences: [] },
}));

export const writeDevice = values => withShared('readwrite', async store => {
  const known = await store.get('accounts') ?? [];
  if (values.account && !known.includes(values.account.id)) await store.put([...known, values.account.id], 'accounts');
  for (const [key, value] of Object.entries(values)) await store.put(value, key);
});

/** Everything the device keeps for one account. */
export class Shelf {
  #db;

  constructor(db) {
    this.#db = db;
  }

  static async open(account, closed) {
    const db = await openDB(`${shared}-${account}`, 1, {
      upgrade(made) {
        made.createObjectStore('sheets', { keyPath: 'session' });
        // The order of what was noted is that of this number, never that of a clock.
        made.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('id', 'id', { unique: true });
        made.createObjectStore('offers', { keyPath: 'session' });
      },
      // A newer version of the application waits in another tab.
      blocking: () => {
        db.close();
        closed();
      },
      terminated: closed,
    });
    return new Shelf(db);
  }

  close() {
    this.#db.close();
  }

  async read() {
    const transaction = this.#db.transaction(['sheets', 'outbox', 'offers']);
    const [sheets, outbox, offers] = await Promise.all(
      ['sheets', 'outbox', 'offers'].map(name => transaction.objectStore(name).getAll()));
    return { sheets, outbox, offers };
  }

  /** Adds to the outbox what `make` finds to say, given the sheet and the outbox as they are: one transaction, whatever other tabs do. */
  async note(session, make) {
    const transaction = this.#db.transaction(['sheets', 'outbox'], 'readwrite', strict);
    const sheet = await transaction.objectStore('sheets').get(session);
    const outbox = (await transaction.objectStore('outbox').getAll()).filter(item => item.session === session);
    const items = sheet ? make(sheet, outbox) : [];
    for (const item of items) await transaction.objectStore('outbox').add({ ...item, session });
    await transaction.done;
    return items.length;
  }

  /** What the server says now about the sheets; those it no longer gives stay as long as something of theirs is not sent. */
  async take({ sheets, gone, offers }, now) {
    const transaction = this.#db.transaction(['sheets', 'outbox', 'offers'], 'readwrite', strict);
    const [kept, outbox, offered] = ['sheets', 'outbox', 'offers'].map(name => transaction.objectStore(name));
    for (const sheet of sheets) await kept.put(sheet);
    for (const { session, why } of gone) {
      const sheet = await kept.get(session);
      if (sheet) await kept.put({ ...sheet, gone: why });
    }
    if (offers) {
      await offered.clear();
      for (const offer of offers) await offered.put(offer);
    }
    await this.#tidy(kept, outbox, now);
    await transaction.done;
  }

  /** What the server did with a batch, all at once: what it has leaves the outbox as the sheet that shows it comes in. */
  async settle({ taken, refused, registrations, sheets, gone }, now) {
    const transaction = this.#db.transaction(['sheets', 'outbox'], 'readwrite', strict);
    const [kept, outbox] = ['sheets', 'outbox'].map(name => transaction.objectStore(name));
    for (const id of taken) {
      const order = await outbox.index('id').getKey(id);
      if (order !== undefined) await outbox.delete(order);
    }
    for (const { id, message } of refused) {
      const item = await outbox.index('id').get(id);
      if (item) await outbox.put({ ...item, refused: message });
    }
    // Somebody who came without being registered, and was: what was noted of them meanwhile is theirs.
    for (const item of await outbox.getAll()) {
      const home = item.kind === 'mark' && registrations[item.registration];
      if (home) await outbox.put({ ...item, registration: home });
    }
    for (const sheet of sheets) await kept.put(sheet);
    for (const { session, why } of gone) {
      const sheet = await kept.get(session);
      if (sheet) await kept.put({ ...sheet, gone: why });
    }
    await this.#tidy(kept, outbox, now);
    await transaction.done;
  }

  /** Takes out what is no longer needed: sheets that are closed or old, never those with something that was not sent. */
  async tidy(now) {
    const transaction = this.#db.transaction(['sheets', 'outbox'], 'readwrite', strict);
    await this.#tidy(transaction.objectStore('sheets'), transaction.objectStore('outbox'), now);
    await transaction.done;
  }

  async #tidy(kept, outbox, now) {
    const unsent = new Set((await outbox.getAll()).map(item => item.session));
    for (const sheet of await kept.getAll()) {
      const old = Date.parse(sheet.endsAt) + daysKept * 86_400_000 < now;
      if ((sheet.gone || old) && !unsent.has(sheet.session)) await kept.delete(sheet.session);
    }
  }

  /** Takes a sheet off the device at the person's wish; refused while something of it is not sent. */
  async drop(session) {
    const transaction = this.#db.transaction(['sheets', 'outbox'], 'readwrite', strict);
    const unsent = (await transaction.objectStore('outbox').getAll()).some(item => item.session === session);
    if (!unsent) await transaction.objectStore('sheets').delete(session);
    await transaction.done;
    return !unsent;
  }

  /** Forgets something that the server refused, or has it sent once more. */
  async resolve(id, again) {
    const transaction = this.#db.transaction('outbox', 'readwrite', strict);
    const item = await transaction.store.index('id').get(id);
    if (item && again) await transaction.store.put({ ...item, refused: undefined });
    else if (item) await transaction.store.delete(item.order);
    await transaction.done;
  }
}

/** What other accounts left here grows old too; how much of theirs is not sent yet: a number, and nothing of what it says. */
export async function lookAfterOthers(accounts, own, now) {
  let unsent = 0;
  for (const account of accounts.filter(a => a !== own)) {
    const shelf = await Shelf.open(account, () => {});
    await shelf.tidy(now);
    unsent += (await shelf.read()).outbox.length;
    shelf.close();
  }
  return unsent;
}
