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
