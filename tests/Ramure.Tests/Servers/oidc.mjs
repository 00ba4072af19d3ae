// A real OpenID provider for the tests: node oidc.mjs PORT CLIENT-JSON PEOPLE-JSON. Anybody signs in by their identifier.
import Provider from 'oidc-provider';

const [port, client, people] = process.argv.slice(2);
const known = JSON.parse(people);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [JSON.parse(client)],
  claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  cookies: { keys: ['a key of the tests'] },
  pkce: { required: () => true },
  findAccount: (_, id) => known[id] && { accountId: id, claims: () => ({ sub: id, ...known[id] }) },
});
// How strongly somebody has signed in, as a provider that asks for more than a password says it.
const { loginAccount } = provider.Session.prototype;
provider.Session.prototype.loginAccount = function (details) {
  const { acr, amr } = known[details.accountId] ?? {};
  return loginAccount.call(this, { ...details, acr, amr });
};
provider.on('server_error', (_, error) => console.error(error));
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
