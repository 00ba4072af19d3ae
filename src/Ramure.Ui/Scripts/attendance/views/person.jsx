import { useState } from 'preact/hooks';
import { attended, isOpen, say as words } from '../sheet.js';
import { mark as note, state } from '../store.js';
import { Button, Field, Tag } from './pieces.jsx';

/** One person at one slot. What is pressed is what is written on the device. */
export function Person({ sheet, slot, person, mark, say }) {
  const [open, setOpen] = useState(false);
  const minutes = mark.value;
  const partial = minutes > 0 && minutes < slot.minutes;
  const id = `p-${person.registration}`;
  const write = async to => {
    await note(sheet.session, { slot: slot.id, registration: person.registration, minutes: to });
    say(`${person.name} : ${words(to, slot)}.`);
    setOpen(false);
  };
  const school = sheet.schools.find(s => s.uai === person.uai)?.label ?? person.uai;
  const audience = state.audiences.find(a => a.code === person.audience)?.label;
  const choice = (label, pressed, action, more) => (
    <button type="button" class="btn btn-outline-primary" aria-pressed={pressed ? 'true' : 'false'} aria-describedby={id} disabled={!!sheet.gone || !isOpen(slot)} onClick={action} {...more}>{label}</button>
  );
  return (
    <li class="presence-person">
      <div class="presence-name">
        <p><strong id={id}>{person.name}</strong>{' '}{person.walkIn && <Tag>sans inscription</Tag>}</p>
        {(school || audience) && <p class="presence-detail">{[audience, school].filter(Boolean).join(', ')}</p>}
        <p class="presence-detail">
          {partial && <>{words(minutes, slot)} </>}
          {mark.disputed && <Tag kind="bad">à trancher</Tag>}{' '}
          {mark.unsent && <Tag kind="watch">à envoyer</Tag>}
        </p>
      </div>
      <div class="presence-choices" role="group" aria-labelledby={id}>
        {choice('Présent', minutes !== null && minutes >= slot.minutes, () => write(slot.minutes))}
        {choice('Absent', minutes === 0, () => write(0))}
        {choice('En partie', partial, () => setOpen(!open), { 'aria-expanded': open ? 'true' : 'false' })}
        {minutes !== null && !sheet.gone && isOpen(slot) && <button type="button" class="btn btn-link presence-erase" aria-describedby={id} onClick={() => write(null)}>Effacer</button>}
      </div>
      {open && <Partial id={id} slot={slot} minutes={minutes} write={write} close={() => setOpen(false)} />}
    </li>
  );
}

function Partial({ id, slot, minutes, write, close }) {
  const [came, setCame] = useState(slot.start);
  const [left, setLeft] = useState(slot.end);
  const [typed, setTyped] = useState(minutes > 0 ? String(minutes) : '');
  const [fault, setFault] = useState(null);
  const hours = (from, to) => {
    setCame(from);
    setLeft(to);
    setTyped(String(attended(slot, from, to)));
  };
  const save = event => {
    event.preventDefault();
    const value = /^\d{1,4}$/.test(typed) ? Number(typed) : NaN;
    if (value >= 0 && value <= slot.minutes) write(value);
    else setFault(`Écrivez un nombre de minutes, de 0 à ${slot.minutes}.`);
  };
  return (
    <form class="presence-partial" onSubmit={save} noValidate>
      <div class="form-row">
        <Field id={`${id}-arrivee`} type="time" label="Arrivée" value={came} onInput={e => hours(e.currentTarget.value, left)} />
        <Field id={`${id}-depart`} type="time" label="Départ" value={left} onInput={e => hours(came, e.currentTarget.value)} />
        <Field id={`${id}-minutes`} inputmode="numeric" label="Minutes suivies" value={typed} fault={fault} onInput={e => setTyped(e.currentTarget.value)} />
      </div>
      <div class="presence-actions">
        <button type="submit" class="btn btn-primary">Noter</button>
        <Button onClick={close}>Annuler</Button>
      </div>
    </form>
  );
}
