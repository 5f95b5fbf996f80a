'use strict';
const crypto = require('crypto');
const fs = require('fs');
const net = require('net');

// A handler that is a method, bound to its own object.
function tunnel(client, port) {
  const server = net.connect(port);
  client.on('data', server.write.bind(server)); // expect: tidy-copy replaceable socket-to-socket - user-space no-fix
  server.on('data', client.write.bind(client)); // expect: tidy-copy replaceable socket-to-socket - user-space no-fix
  client.on('end', server.end.bind(server));
}

function save(request, path) {
  const file = fs.createWriteStream(path);
  request.on('data', file.write.bind(file)); // expect: tidy-copy replaceable socket-to-file - user-space no-fix
}

// Bound to another object, or with an argument before the chunk.
function logged(client, log, other) {
  client.on('data', log.write.bind(other));
  client.on('data', log.write.bind(log, 'in: '));
}

function summed(client) {
  const hash = crypto.createHash('sha1');
  client.on('data', hash.update.bind(hash));
}
