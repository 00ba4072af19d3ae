// A real SMTP server for the tests: node smtp.mjs USER PASSWORD. Prints its port, then each mail as one line of JSON.
import { SMTPServer } from 'smtp-server';

const [user, password] = process.argv.slice(2);
const refusal = (message, responseCode) => Object.assign(new Error(message), { responseCode });
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  authOptional: !user,
  onAuth: (auth, _, done) => auth.username === user && auth.password === password ? done(null, { user }) : done(new Error('Invalid username or password')),
  onMailFrom: (from, _, done) => done(from.address.startsWith('interdit') ? refusal('Sender not allowed', 550) : null),
  onRcptTo: (to, _, done) => done(to.address.startsWith('refuse') ? refusal('No such user', 550) : to.address.startsWith('plus-tard') ? refusal('Greylisted', 451) : null),
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      if (session.envelope.rcptTo[0].address.startsWith('contenu'))
        return done(refusal('Content rejected', 554));
      console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(r => r.address), raw: Buffer.concat(chunks).toString('base64') }));
      done();
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(String(server.server.address().port)));
