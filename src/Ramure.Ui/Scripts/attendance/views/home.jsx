import * as clock from '../clock.js';
import { daysKept } from '../device.js';
import { count, read } from '../sheet.js';
import { drop, state, sync } from '../store.js';
import { Button, Notice, plural, sheetAt, Tag } from './pieces.jsx';

export function Home({ missing }) {
  const now = clock.now();
  const past = state.sheets.filter(s => Date.parse(s.endsAt) < now);
  const coming = state.sheets.filter(s => Date.parse(s.endsAt) >= now);
  return (
    <>
      <header class="page-header">
        <div class="page-header-text">
          {state.account && !state.locked && <p class="kicker">{state.account.name}</p>}
          <h1 tabindex="-1">Présence</h1>
          <p class="lead">Vos feuilles de présence, avec ou sans réseau.</p>
        </div>
      </header>
      {missing && !state.locked && (
        <Notice kind="watch" title="Cette feuille n’est pas sur cet appareil">
          <p>{state.account && state.trouble === null ? <Button small onClick={() => sync([missing])} disabled={state.syncing}>Prendre la feuille</Button> : 'Ouvrez-la une fois avec du réseau.'}</p>
        </Notice>
      )}
      {state.sheets.length === 0 && !state.locked && state.account && !state.trouble && (
        <div class="empty-state">
          <p class="empty-title">Aucune feuille sur cet appareil</p>
          <p>Les sessions que vous animez dans les trente jours viennent ici d’elles-mêmes. Si l’une manque, demandez à l’unité qui l’organise de vous inscrire parmi ses formateurs.</p>
        </div>
      )}
      <Sheets id="sessions" title="Mes sessions" sheets={coming} />
      <Sheets id="passees" title="Passées, pas encore closes" sheets={past} />
      {state.offers.length > 0 && <Offers />}
      {state.account && !state.locked && (
        <p class="presence-note">Une feuille quitte cet appareil quand sa session est close, ou {daysKept} jours après ; jamais tant qu’une saisie n’est pas envoyée. <a href="/guide/application-presence">Guide</a></p>
      )}
    </>
  );
}

function Sheets({ id, title, sheets }) {
  if (sheets.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="presence-cards">{sheets.map(sheet => <Card key={sheet.session} sheet={sheet} />)}</ul>
    </section>
  );
}

function Card({ sheet }) {
  const view = read(sheet, state.outbox);
  const noted = sheet.slots.reduce((sum, slot) => sum + count(view, slot.id).noted, 0);
  const all = sheet.slots.length * view.people.length;
  return (
    <li class="panel presence-card">
      <h3><a href={sheetAt(sheet.session)}>{sheet.title}</a></h3>
      <p>{sheet.when}{sheet.zone}<br />{[...new Set(sheet.slots.map(s => s.place))].join(', ')}</p>
      <p class="presence-tags">
        <Tag kind={noted === all && all > 0 ? 'good' : 'neutral'}>{noted} sur {all} notés</Tag>
        {view.unsent > 0 && <Tag kind="watch">{plural(view.unsent, 'saisie', 'saisies')} à envoyer</Tag>}
        {view.disputes.length > 0 && <Tag kind="bad">{view.disputes.length} à trancher</Tag>}
        {sheet.gone && <Tag kind="info">{sheet.gone}</Tag>}
      </p>
      {!sheet.own && <Button small onClick={() => drop(sheet.session)} disabled={view.unsent > 0}>Retirer de cet appareil<span class="visually-hidden"> {sheet.title}</span></Button>}
    </li>
  );
}

function Offers() {
  return (
    <section aria-labelledby="autres">
      <h2 id="autres">Autres sessions de vos unités</h2>
      <p>Leurs feuilles ne viennent sur cet appareil que si vous les prenez.</p>
      <ul class="presence-cards">
        {state.offers.map(offer => (
          <li class="panel presence-card" key={offer.session}>
            <h3>{offer.title}</h3>
            <p>{offer.when}{offer.zone}<br />{offer.place}</p>
            <Button small onClick={() => sync([offer.session])} disabled={state.syncing}>Prendre la feuille<span class="visually-hidden"> de {offer.title}</span></Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
