// Asks an FTP server to send a file to a port that somebody else listens on: the server's port, HOST, PORT, NAME, and
// the type, I or A (RFC 959: PORT, TYPE and RETR), and the user. FTP clients choose that port themselves.
const { connect } = require('node:net');

const [, , server, host, port, name, type = 'I', user = 'anonymous'] = process.argv;
const place = [...host.split('.'), port >> 8, port & 255].join(',');
const words = [`USER ${user}`, 'PASS study', `TYPE ${type}`, `PORT ${place}`, `RETR ${name}`, 'QUIT'];
const control = connect(Number(server), '127.0.0.1');
let text = '';
control.setEncoding('latin1').on('data', piece => {
  text += piece;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    if (/^[45]\d\d /.test(line)) {
      process.stderr.write(`${line}\n`);
      process.exit(1);
    }
    // A transfer has an answer before it (150) and one after it (226).
    if (/^[23]\d\d /.test(line) && words.length > 0) control.write(`${words.shift()}\r\n`);
  }
});
control.on('error', error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
