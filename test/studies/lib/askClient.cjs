// Asks whoever listens on a PORT for an answer, and fails unless it has so many BYTES.
const { connect } = require('node:net');

const [, , port, wanted] = process.argv;
let bytes = 0;
const socket = connect(Number(port), '127.0.0.1');
socket.on('data', piece => {
  bytes += piece.length;
});
socket.on('close', () => process.exit(bytes === Number(wanted) ? 0 : 1));
socket.write('?');
