// Passkeys: asks the server what to ask, the device, and sends its answer with the form. Without script, or in a browser that
// cannot, the page says so or shows nothing.

const can = typeof PublicKeyCredential === 'function'
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

const words = {
  NotAllowedError: 'Rien n’a été fait : la demande a été annulée, ou le délai est passé.',
  InvalidStateError: 'Cet appareil garde déjà une clé d’accès de votre compte.',
  SecurityError: 'Cette adresse ne permet pas les clés d’accès. Ouvrez Ramure à son adresse habituelle, en https.',
};
const otherwise = 'La clé d’accès n’a pas pu servir. Réessayez, ou passez par votre mot de passe.';

class Refused extends Error {}

async function ask(form) {
  const token = form.querySelector('input[name=__RequestVerificationToken]').value;
  const answer = await fetch(form.dataset.options, { method: 'POST', headers: { RequestVerificationToken: token, Accept: 'application/json' } });
  if (answer.ok) return answer.json();
  if (answer.status === 429) throw new Refused('Trop de demandes. Attendez une minute, puis réessayez.');
  const why = await answer.json().catch(() => ({}));
  if (why.address) location.assign(why.address);
  throw new Refused(why.message ?? otherwise);
}

async function credential(form) {
  const options = await ask(form);
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

function prepare(form) {
  const say = form.querySelector('[data-passkey-say]');
  form.hidden = false;
  for (const part of form.querySelectorAll('[data-passkey-without]')) part.hidden = true;
  for (const part of form.querySelectorAll('[data-passkey-with]')) part.hidden = false;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    // Marked by the script of every form: the device is being asked.
    if (form.dataset.sent) return;
    say.textContent = '';
    try {
      const made = await credential(form);
      form.elements.cle.value = JSON.stringify(made);
      for (const copy of form.querySelectorAll('[data-copy]')) copy.value = document.getElementById(copy.dataset.copy)?.checked ? 'true' : '';
      form.submit();
    } catch (error) {
      delete form.dataset.sent;
      say.textContent = error instanceof Refused ? error.message : words[error.name] ?? otherwise;
    }
  });
}

if (can) document.querySelectorAll('form[data-passkey]').forEach(prepare);
