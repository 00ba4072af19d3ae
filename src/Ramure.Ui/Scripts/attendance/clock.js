// The device's clock may be wrong. Each exchange with the server says by how much; in between the last difference holds.
let offset = 0;
let floor = 0;

/** As it was last set, after a restart. */
export function restore(clock) {
  if (clock) ({ offset, floor } = clock);
}

/** Sets it by an answer: the server's instant lies between the question and the answer. */
export function set(serverNow, asked, answered) {
  const server = Date.parse(serverNow);
  offset = server - (asked + answered) / 2;
  floor = server;
  return { offset, floor };
}

/** Now, in the server's time: never before the last exchange, whatever was done to the clock since. */
export const now = () => Math.max(Date.now() + offset, floor);

export const instant = () => new Date(now()).toISOString();

/** Minutes by which the device's clock is wrong, to say so. */
export const wrongMinutes = () => Math.round(-offset / 60_000);
