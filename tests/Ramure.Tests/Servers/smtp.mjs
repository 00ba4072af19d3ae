// A real SMTP server for the tests: node smtp.mjs USER PASSWORD. Prints its port, then each mail as one line of JSON.
import { SMTPServer } from 'smtp-server';

const [user, password] = process.argv.slice(2);
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  authOptional: !user,
  onAuth: (auth, _, done) => auth.username === user && auth.password === password ? done(null, { user }) : done(new Error('Invalid username or password')),
  onRcptTo: (to, _, done) => done(to.address.startsWith('refuse') ? Object.assign(new Error('No such user'), { responseCode: 550 }) : null),
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(r => r.address), raw: Buffer.concat(chunks).toString('base64') }));
      done();
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(String(server.server.address().port)));
