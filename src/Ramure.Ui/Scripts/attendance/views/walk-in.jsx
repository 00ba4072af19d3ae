import { useState } from 'preact/hooks';
import { uaiFault } from '../sheet.js';
import { state, walkIn } from '../store.js';
import { Field } from './pieces.jsx';

const blank = { name: '', email: '', audience: '', uai: '' };

/** Somebody who came without being registered. */
export function WalkIn({ sheet, slot, say }) {
  const [form, set] = useState(blank);
  const [faults, blame] = useState({});
  const input = name => ({ id: `venu-${name}`, value: form[name], fault: faults[name], onInput: e => set({ ...form, [name]: e.currentTarget.value }) });
  const save = async event => {
    event.preventDefault();
    const said = { name: form.name.trim(), email: form.email.trim() || null, audience: form.audience || null, uai: form.uai.trim().toUpperCase() || null };
    const wrong = {
      name: said.name.length === 0 || said.name.length > 120 ? 'Donnez le nom et le prénom, 120 caractères au plus.' : null,
      email: said.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(said.email) ? 'Écrivez l’adresse comme nom@domaine.fr, ou laissez ce champ vide.' : null,
      uai: uaiFault(said.uai),
    };
    blame(wrong);
    const first = Object.keys(wrong).find(k => wrong[k]);
    if (first) {
      document.getElementById(`venu-${first}`).focus();
      return;
    }
    await walkIn(sheet.session, { ...said, slot: slot.id, minutes: slot.minutes });
    set(blank);
    say(`${said.name} est sur la feuille, présent.`);
    document.getElementById('venu-name').focus();
  };
  return (
    <details class="panel presence-more">
      <summary>Ajouter quelqu’un qui n’est pas inscrit</summary>
      <form onSubmit={save} noValidate>
        <Field label="Nom et prénom" required {...input('name')} />
        <Field label="Courriel" type="email" hint="Pour son attestation ; sans adresse, elle ne pourra pas lui être envoyée." {...input('email')} />
        <Field label="Public" {...input('audience')}>
          <option value="">Non précisé</option>
          {state.audiences.map(a => <option key={a.code} value={a.code}>{a.label}</option>)}
        </Field>
        <School {...input('uai')} sheet={sheet} />
        <div class="form-actions"><button type="submit" class="btn btn-primary">Ajouter, présent</button></div>
      </form>
    </details>
  );
}

/** A school by its code: those of the sheet are offered. */
export function School({ sheet, id, ...rest }) {
  return (
    <>
      <Field id={id} label="Établissement (code UAI)" hint="Sept chiffres et une lettre, par exemple 0620166U." list={`${id}-liste`} {...rest} />
      <datalist id={`${id}-liste`}>{sheet.schools.map(s => <option key={s.uai} value={s.uai}>{s.label}</option>)}</datalist>
    </>
  );
}
