import { say as words } from '../sheet.js';
import { headcount, mark, state } from '../store.js';
import { Button, when } from './pieces.jsx';

/** Different things were noted by people who had not seen each other's: nothing counts until somebody chooses. */
export function Disputes({ sheet, view }) {
  if (view.disputes.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="a-trancher">
      <h2 id="a-trancher">À trancher</h2>
      <p>Deux relevés se contredisent : aucun ne compte tant que personne n’a choisi.</p>
      <ul class="presence-list">{view.disputes.map(cell => <Dispute key={cell.heads[0].id} sheet={sheet} view={view} cell={cell} />)}</ul>
    </section>
  );
}

function Dispute({ sheet, view, cell }) {
  const slot = sheet.slots.find(s => s.id === cell.slot);
  const counts = cell.audience !== undefined;
  const name = counts
    ? `Effectif, ${state.audiences.find(a => a.code === cell.audience)?.label ?? cell.audience}`
    : view.people.find(p => p.registration === cell.registration)?.name ?? 'Quelqu’un';
  const say = value => (counts ? value ?? 'NC' : words(value, slot));
  const choose = value => (counts
    ? headcount(sheet.session, { slot: cell.slot, audience: cell.audience, uai: cell.uai ?? null, count: value })
    : mark(sheet.session, { slot: cell.slot, registration: cell.registration, minutes: value }));
  return (
    <li>
      <p><strong>{name}</strong>, {slot?.when}</p>
      <ul>{cell.heads.map(h => <li key={h.id}>{say(h.value)}, noté par {h.by} le {when(h.at)}</li>)}</ul>
      <div class="presence-actions">
        {[...new Set(cell.heads.map(h => h.value))].map(value => (
          <Button key={String(value)} onClick={() => choose(value)} disabled={!!sheet.gone}>Retenir : {say(value)}<span class="visually-hidden"> pour {name}</span></Button>
        ))}
      </div>
    </li>
  );
}
