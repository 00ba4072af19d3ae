// A scanner that speaks clamd's INSTREAM, for the tests: node clamd.mjs [LIMIT]. It prints its port, then knows one signature (EICAR's).
import net from 'node:net';

const limit = Number(process.argv[2] ?? 25 * 1024 * 1024);
const signature = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';
const command = Buffer.from('zINSTREAM\0');

net.createServer(socket => {
  let pending = Buffer.alloc(0), begun = false, content = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', data => {
    pending = Buffer.concat([pending, data]);
    if (!begun) {
      if (pending.length < command.length)
        return;
      if (!pending.subarray(0, command.length).equals(command))
        return socket.end('UNKNOWN COMMAND\0');
      begun = true;
      pending = pending.subarray(command.length);
    }

    while (pending.length >= 4) {
      const length = pending.readUInt32BE(0);
      if (length === 0) {
        // Real clamd answers the stream as a whole.
        return socket.end(content.includes(signature) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
      }

      if (content.length + length > limit)
        return socket.end('INSTREAM size limit exceeded. ERROR\0');
      if (pending.length < 4 + length)
        return;
      content = Buffer.concat([content, pending.subarray(4, 4 + length)]);
      pending = pending.subarray(4 + length);
    }
  });
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
