import { useState } from 'preact/hooks';
import * as clock from '../clock.js';
import { count, isOpen, read } from '../sheet.js';
import { markAll, state } from '../store.js';
import { Disputes } from './disputes.jsx';
import { Headcounts } from './headcounts.jsx';
import { Person } from './person.jsx';
import { Button, home, Notice, plural, sheetAt } from './pieces.jsx';
import { WalkIn } from './walk-in.jsx';

/** The slot of now, or the next one, or the last. */
function nearest(slots) {
  const now = clock.now();
  return slots.find(s => Date.parse(s.endsAt) + 30 * 60_000 > now) ?? slots.at(-1);
}

export function SheetView({ sheet, slotId }) {
  const [said, say] = useState('');
  const slot = sheet.slots.find(s => s.id === slotId) ?? nearest(sheet.slots);
  const view = read(sheet, state.outbox);
  const counted = count(view, slot.id);
  const rest = view.people.filter(p => view.mark(slot.id, p.registration).value === null && !view.mark(slot.id, p.registration).disputed);
  const writable = !sheet.gone && isOpen(slot);
  const everybody = async () => {
    await markAll(sheet.session, rest.map(p => ({ slot: slot.id, registration: p.registration, minutes: slot.minutes })));
    say(`${plural(rest.length, 'personne notée présente', 'personnes notées présentes')}.`);
  };
  return (
    <>
      <nav class="breadcrumbs" aria-label="Fil d’Ariane"><ol><li><a href={home}>Mes sessions</a></li><li aria-current="page">Feuille de présence</li></ol></nav>
      <header class="page-header">
        <div class="page-header-text">
          <p class="kicker">{sheet.when}{sheet.zone}</p>
          <h1 tabindex="-1">{sheet.title}</h1>
        </div>
      </header>
      {sheet.gone && <Notice kind="watch" title={`Cette session est ${sheet.gone}`}><p>La feuille ne se remplit plus ici. Elle quittera cet appareil quand plus rien n’en restera à envoyer.</p></Notice>}
      {!sheet.gone && !isOpen(slot) && <Notice kind="info" title="Ce créneau n’a pas commencé"><p>La feuille s’ouvre une heure avant.</p></Notice>}
      <nav class="tabs" aria-label="Créneaux">
        <ul>{sheet.slots.map(s => <li key={s.id}><a href={sheetAt(sheet.session, s.id)} aria-current={s === slot ? 'page' : undefined}>{s.tab}</a></li>)}</ul>
      </nav>
      <p>{slot.when}{sheet.zone}, {slot.place}.</p>
      <p>{counted.noted} sur {counted.people} notés : {plural(counted.present, 'présent', 'présents')}, {plural(counted.absent, 'absent', 'absents')}.</p>
      <p class="visually-hidden" role="status">{said}</p>
      <Disputes sheet={sheet} view={view} />
      <section aria-labelledby="personnes">
        <div class="panel-head">
          <h2 id="personnes">Personnes attendues</h2>
          {rest.length > 0 && writable && <Button primary onClick={everybody}>{rest.length === view.people.length ? 'Tout le monde est présent' : rest.length === 1 ? 'Noter présente la dernière personne' : `Noter présentes les ${rest.length} autres personnes`}</Button>}
        </div>
        {view.people.length === 0
          ? <p>Personne n’est inscrit. Notez ci-dessous qui est venu, avec ou sans nom.</p>
          : <ul class="presence-people">{view.people.map(p => <Person key={`${slot.id} ${p.registration}`} sheet={sheet} slot={slot} person={p} mark={view.mark(slot.id, p.registration)} say={say} />)}</ul>}
      </section>
      {writable && <WalkIn sheet={sheet} slot={slot} say={say} />}
      <Headcounts sheet={sheet} slot={slot} writable={writable} rows={view.headcounts(slot.id)} say={say} />
    </>
  );
}
