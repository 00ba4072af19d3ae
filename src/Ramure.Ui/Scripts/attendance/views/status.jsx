import * as clock from '../clock.js';
import { resolve, state, sync } from '../store.js';
import { Button, Notice, plural, Tag, when } from './pieces.jsx';

/** Whether all is sent, always at the same place. */
export function Status() {
  const unsent = state.outbox.filter(i => !i.refused).length;
  const offline = state.trouble === 'unreachable';
  return (
    <div class="presence-status">
      <p role="status">
        {state.syncing ? <Tag kind="info">échange en cours</Tag>
          : offline ? <Tag kind="watch">hors réseau</Tag>
            : state.trouble ? <Tag kind="bad">échange impossible</Tag> : <Tag kind="good">en ligne</Tag>}
        {' '}
        {unsent > 0 ? `${plural(unsent, 'saisie gardée sur cet appareil, à envoyer', 'saisies gardées sur cet appareil, à envoyer')}.` : state.account && !state.syncing ? 'Tout est envoyé.' : ''}
        {state.syncedAt && <span class="presence-since"> Dernier échange : {when(state.syncedAt)}.</span>}
      </p>
      <Button onClick={() => sync()} disabled={state.syncing}>Échanger maintenant</Button>
    </div>
  );
}

const signIn = '/connexion?retour=%2Fpresence';

export function Problems() {
  const refused = state.outbox.filter(i => i.refused);
  const wrong = clock.wrongMinutes();
  return (
    <>
      {state.locked && (
        <Notice kind="watch" title="Les feuilles de cet appareil sont fermées">
          <p>Quelqu’un s’est déconnecté ou connecté depuis. Rien n’est perdu : elles se rouvrent quand la personne à qui elles sont <a href={signIn}>se connecte</a>.</p>
        </Notice>
      )}
      {state.trouble === 'signed-out' && !state.locked && (
        <Notice kind="watch" title={state.account ? 'Votre connexion a pris fin' : 'Connectez-vous une première fois'}>
          <p>{state.account ? 'Ce que vous notez est gardé ici. ' : 'Vos feuilles viendront sur cet appareil. '}<a href={signIn}>Se connecter</a>{state.account ? ' l’enverra.' : '.'}</p>
        </Notice>
      )}
      {state.trouble === 'unreachable' && !state.account && (
        <Notice kind="watch" title="Cet appareil n’a pas encore de feuille"><p>Ouvrez cette page une fois avec du réseau : vos sessions y viendront, et elle s’ouvrira ensuite sans.</p></Notice>
      )}
      {state.trouble && !['signed-out', 'unreachable'].includes(state.trouble) && <Notice kind="bad" title="L’échange n’a pas abouti"><p>{state.trouble}</p></Notice>}
      {state.othersUnsent > 0 && (
        <Notice kind="watch"><p>Un autre compte a {plural(state.othersUnsent, 'saisie', 'saisies')} à envoyer depuis cet appareil : elles partiront quand sa personne se connectera.</p></Notice>
      )}
      {Math.abs(wrong) >= 5 && <Notice kind="info"><p>L’horloge de cet appareil {wrong > 0 ? 'avance' : 'retarde'} de {plural(Math.abs(wrong), 'minute', 'minutes')}. Les heures notées sont corrigées.</p></Notice>}
      {refused.length > 0 && <Refusals items={refused} />}
    </>
  );
}

function Refusals({ items }) {
  return (
    <section class="panel" aria-labelledby="refusees">
      <h2 id="refusees">Ce que le serveur n’a pas pris</h2>
      <ul class="presence-list">
        {items.map(item => (
          <li key={item.id}>
            <p><strong>{label(item)}</strong> {item.refused}</p>
            <div class="presence-actions">
              <Button small onClick={() => resolve(item.id, true)}>Envoyer de nouveau</Button>
              <Button small onClick={() => confirm('Cette saisie sera perdue. L’abandonner ?') && resolve(item.id, false)}>Abandonner<span class="visually-hidden"> : {label(item)}</span></Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function label(item) {
  const sheet = state.sheets.find(s => s.session === item.session);
  if (item.kind === 'walkIn') return `Arrivée de ${item.name}.`;
  if (item.kind === 'headcount') return 'Effectif sans noms.';
  const name = sheet?.people.find(p => p.registration === item.registration)?.name ?? state.outbox.find(i => i.id === item.registration)?.name ?? 'Quelqu’un';
  return `${name} : ${item.minutes === null ? 'non noté' : item.minutes === 0 ? 'absent' : `${item.minutes}\u00a0min`}.`;
}
