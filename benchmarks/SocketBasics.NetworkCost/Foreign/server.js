// A server of Node: node server.js HANDLER
const net = require('node:net');
const readline = require('node:readline');

const handler = process.argv[2];

// Without a server's "allowHalfOpen" the socket ends its half when the client does.
const server = net.createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => {});
  if (handler === 'accept')
    socket.destroy();
  else if (handler === 'receive')
    socket.resume();
  else
    socket.on('data', (bytes) => socket.write(bytes));
});

server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(`ready ${server.address().port}`));

readline.createInterface({ input: process.stdin })
  .on('line', (question) => {
    if (question === 'allocated')
      return console.log('-1');
    globalThis.gc();
    console.log(process.memoryUsage().heapUsed);
  })
  .on('close', () => process.exit(0));
