// Talking with the server. Whatever goes wrong on the way, nothing on the device is lost: what was not answered is asked again.
import * as clock from './clock.js';

const patience = 30_000;

/** No answer, or one that does not come from our server: no network, a portal that wants a sign-in, a cut. */
export class Unreachable extends Error {}

/** The server does not know who asks: the session has ended. */
export class SignedOut extends Error {}

/** The server answers, and not what was asked. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function ask(address, init = {}) {
  const asked = Date.now();
  let answer, body;
  try {
    answer = await fetch(address, {
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
      ...init,
      headers: { Accept: 'application/json', ...init.headers },
    });
    if (answer.status === 401) throw new SignedOut();
    if (!/json/.test(answer.headers.get('Content-Type') ?? '')) throw new Unreachable();
    body = await answer.json();
  } catch (error) {
    throw error instanceof SignedOut ? error : new Unreachable();
  }
  if (!answer.ok) throw new Refused([body.detail, ...Object.values(body.errors ?? {}).flat()].filter(Boolean).join(' '), answer.status);
  return { ...body, clock: clock.set(body.now, asked, Date.now()) };
}

/** Who is signed in, their sheets and those asked for. */
export const pull = sessions => ask('/presence/api/feuilles?' + new URLSearchParams(sessions.map(s => ['session', s])));

/** Sends a batch in the name of an account: refused when somebody else has signed in meanwhile. */
export function push(account, token, items) {
  const of = kind => items.filter(item => item.kind === kind).map(({ kind: _, order: __, refused: ___, ...rest }) => rest);
  return ask('/presence/api/marques', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', RequestVerificationToken: token },
    body: JSON.stringify({ account, walkIns: of('walkIn'), marks: of('mark'), headcounts: of('headcount') }),
  });
}
