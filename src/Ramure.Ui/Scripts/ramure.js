// Small comforts; every page works without them.

// A form is sent once: a second click while the server works would be a second request.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
});

// What the attendance application keeps on this device is its person's: it stays shut while somebody else is signed in, and after
// signing out. The sheets themselves stay, with what was not sent yet.
const account = document.querySelector('[data-account]')?.dataset.account;
if (account) localStorage.setItem('ramure-compte', account);
document.addEventListener('submit', event => {
  if (new URL(event.target.action, location.href).pathname === '/deconnexion') localStorage.setItem('ramure-compte', '');
});

// Coming back through history finds the form usable again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// An open menu of the head closes with Escape and gives the focus back.
document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('details.site-menu[open], details.site-account[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
