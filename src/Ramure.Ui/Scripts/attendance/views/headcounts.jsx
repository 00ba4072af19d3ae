import { useState } from 'preact/hooks';
import { uaiFault } from '../sheet.js';
import { headcount, state } from '../store.js';
import { Field, Tag } from './pieces.jsx';
import { School } from './walk-in.jsx';

const blank = { audience: '', uai: '', count: '', unknown: false };

/** People whose names are not taken, by audience and school. */
export function Headcounts({ sheet, slot, writable, rows, say }) {
  const [form, set] = useState(blank);
  const [faults, blame] = useState({});
  const input = name => ({ id: `effectif-${name}`, value: form[name], fault: faults[name], onInput: e => set({ ...form, [name]: e.currentTarget.value }) });
  const audience = code => state.audiences.find(a => a.code === code)?.label ?? code;
  const school = uai => sheet.schools.find(s => s.uai === uai)?.label ?? uai ?? 'non précisé';
  const save = async event => {
    event.preventDefault();
    const said = { audience: form.audience, uai: form.uai.trim().toUpperCase() || null, count: form.unknown ? null : /^\d{1,5}$/.test(form.count.trim()) ? Number(form.count) : NaN };
    const wrong = {
      audience: said.audience ? null : 'Choisissez le public.',
      uai: uaiFault(said.uai),
      count: Number.isNaN(said.count) ? 'Écrivez le nombre de personnes, 0 s’il n’y en a pas, ou dites qu’il n’est pas connu.' : null,
    };
    blame(wrong);
    const first = Object.keys(wrong).find(k => wrong[k]);
    if (first) {
      document.getElementById(`effectif-${first}`).focus();
      return;
    }
    await headcount(sheet.session, { ...said, slot: slot.id });
    set(blank);
    say(`Effectif noté : ${audience(said.audience)}, ${said.count ?? 'non communiqué'}.`);
    document.getElementById('effectif-audience').focus();
  };
  if (rows.length === 0 && !writable) return null;
  return (
    <details class="panel presence-more" open={rows.length > 0}>
      <summary>Personnes sans nom, par public et établissement</summary>
      {rows.length > 0 && (
        <div class="table-scroll" role="region" aria-label="Effectifs sans noms" tabindex="0">
          <table class="table">
            <caption>Effectifs de ce créneau</caption>
            <thead><tr><th scope="col">Public</th><th scope="col">Établissement</th><th scope="col" class="num">Personnes</th></tr></thead>
            <tbody>
              {rows.map(r => (
                <tr key={`${r.audience} ${r.uai}`}>
                  <th scope="row">{audience(r.audience)}</th>
                  <td>{school(r.uai)}</td>
                  <td class="num">{r.value ?? (r.disputed ? '' : <abbr title="non communiqué">NC</abbr>)} {r.disputed && <Tag kind="bad">à trancher</Tag>} {r.unsent && <Tag kind="watch">à envoyer</Tag>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {writable && (
        <form onSubmit={save} noValidate>
          <Field label="Public" required {...input('audience')}>
            <option value="">Choisir</option>
            {state.audiences.map(a => <option key={a.code} value={a.code}>{a.label}</option>)}
          </Field>
          <School {...input('uai')} sheet={sheet} />
          <Field label="Nombre de personnes" inputmode="numeric" {...input('count')} disabled={form.unknown} />
          <div class="check">
            <input class="form-check-input" type="checkbox" id="effectif-unknown" checked={form.unknown} onChange={e => set({ ...form, unknown: e.currentTarget.checked })} />
            <label for="effectif-unknown">Nombre non communiqué (NC)</label>
          </div>
          <div class="form-actions"><button type="submit" class="btn btn-primary">Noter l’effectif</button></div>
          <p class="field-hint">Le même public et le même établissement, notés une seconde fois, remplacent le premier nombre.</p>
        </form>
      )}
    </details>
  );
}
