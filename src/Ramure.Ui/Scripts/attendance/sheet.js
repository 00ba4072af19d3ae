// The sheet as the device shows it: what the server last said, and what was noted here since, in its order. No screen, no storage.
import { now } from './clock.js';

const cellOf = item => item.kind === 'headcount' || item.audience !== undefined
  ? `h ${item.slot} ${item.uai ?? ''} ${item.audience}`
  : `m ${item.slot} ${item.registration}`;

/** The statements that nobody replaced: what the server knows, and what was said here since. */
function heads(cells, mine) {
  const all = new Map(cells.map(cell => [cellOf(cell), { ...cell }]));
  for (const item of mine) {
    if (item.kind === 'walkIn') continue;
    const id = cellOf(item);
    const cell = all.get(id) ?? { slot: item.slot, registration: item.registration, audience: item.audience, uai: item.uai, heads: [] };
    const value = item.kind === 'mark' ? item.minutes : item.count;
    const others = cell.heads.filter(h => h.id !== item.id && !item.replaces.includes(h.id));
    all.set(id, { ...cell, heads: [...others, { id: item.id, value, at: item.notedAt, by: 'vous', unsent: true }] });
  }
  return all;
}

/** What a cell comes to: several statements that say the same hold; those that differ wait for somebody to choose. */
const agreed = cell => ({
  ...cell,
  value: cell.heads.length > 0 && cell.heads.every(h => h.value === cell.heads[0].value) ? cell.heads[0].value : null,
  disputed: cell.heads.some(h => h.value !== cell.heads[0].value),
  unsent: cell.heads.some(h => h.unsent),
  seen: cell.heads.map(h => h.id),
});

/** People, what holds for each slot and person, people without names, and what is disputed. */
export function read(sheet, outbox) {
  const mine = outbox.filter(item => item.session === sheet.session && !item.refused).sort((a, b) => a.order - b.order);
  const known = new Set(sheet.people.map(p => p.registration));
  const people = [
    ...sheet.people,
    ...mine.filter(i => i.kind === 'walkIn' && !known.has(i.id))
      .map(i => ({ registration: i.id, name: i.name, uai: i.uai, audience: i.audience, walkIn: true })),
  ];
  const cells = heads([...sheet.marks, ...sheet.headcounts], mine);
  const at = item => agreed(cells.get(cellOf(item)) ?? { ...item, heads: [] });
  const counts = [...cells.values()].filter(c => c.audience !== undefined).map(agreed);
  return {
    people,
    mark: (slot, registration) => at({ slot, registration }),
    headcount: (slot, audience, uai) => at({ slot, audience, uai }),
    headcounts: slot => counts.filter(c => c.slot === slot),
    disputes: [...cells.values()].map(agreed).filter(c => c.disputed),
    unsent: mine.length,
  };
}

/** How many are marked at a slot. */
export function count(view, slot) {
  const values = view.people.map(p => view.mark(slot, p.registration).value);
  return {
    people: values.length,
    noted: values.filter(v => v !== null).length,
    present: values.filter(v => v > 0).length,
    absent: values.filter(v => v === 0).length,
  };
}

/** A mark that says something else than what holds, or nothing. It replaces all that was seen. */
export function newMark(sheet, outbox, { slot, registration, minutes }, at) {
  const cell = read(sheet, outbox).mark(slot, registration);
  if (!cell.disputed && cell.value === minutes) return [];
  return [{ kind: 'mark', id: crypto.randomUUID(), slot, registration, minutes, replaces: cell.seen, notedAt: at }];
}

/** Somebody who came without being registered, there for the whole slot. */
export function newWalkIn({ name, email, audience, uai, slot, minutes }, at) {
  const id = crypto.randomUUID();
  return [
    { kind: 'walkIn', id, name, email, audience, uai },
    { kind: 'mark', id: crypto.randomUUID(), slot, registration: id, minutes, replaces: [], notedAt: at },
  ];
}

export function newHeadcount(sheet, outbox, { slot, uai, audience, count: value }, at) {
  const cell = read(sheet, outbox).headcount(slot, audience, uai);
  if (cell.heads.length > 0 && !cell.disputed && cell.value === value) return [];
  return [{ kind: 'headcount', id: crypto.randomUUID(), slot, uai, audience, count: value, replaces: cell.seen, notedAt: at }];
}

/** The sheet of a slot opens an hour before it, as on the page. */
export const isOpen = slot => Date.parse(slot.opensAt) <= now();

const minutesOf = time => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes of a slot attended by somebody who came and left at these hours of the place. */
export function attended(slot, came, left) {
  const [start, end] = [minutesOf(slot.start), minutesOf(slot.end)];
  // The hour that clocks skip or repeat within a slot belongs to the slot.
  const shift = slot.minutes - (end - start);
  const from = Math.max(start, came ? minutesOf(came) : start);
  const to = Math.min(end, left ? minutesOf(left) : end);
  return Math.max(0, Math.min(slot.minutes, to - from + (from === start && to === end ? shift : 0)));
}

/** What a mark says, in words. */
export const say = (minutes, slot) =>
  minutes === null ? 'non noté' : minutes === 0 ? 'absent' : minutes >= slot.minutes ? 'présent' : `présent ${minutes}\u00a0min sur ${slot.minutes}`;

const uaiLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** What is wrong with a school's code, in French; null when it is right or empty. */
export function uaiFault(code) {
  if (!code) return null;
  if (!/^\d{7}[A-Z]$/.test(code)) return `«\u00a0${code}\u00a0» n’est pas un code UAI : sept chiffres et une lettre majuscule.`;
  const letter = uaiLetters[Number(code.slice(0, 7)) % 23];
  return letter === code[7] ? null : `La lettre du code UAI «\u00a0${code}\u00a0» ne va pas avec ses chiffres : ${code.slice(0, 7)} appelle la lettre ${letter}.`;
}
