// The socket handed out may be the secure one this server listens with.
struct StreamSocket {
  int receiveBytes(void *to, int length);
  int sendBytes(const void *from, int length);
};
struct SecureServerSocket {
  StreamSocket accept();
};

void echo(StreamSocket &peer) {
  char page[256];
  int n = peer.receiveBytes(page, sizeof page);
  while (n > 0) {
    peer.sendBytes(page, n);
    n = peer.receiveBytes(page, sizeof page);
  }
}

void serve(SecureServerSocket &server) {
  StreamSocket peer = server.accept();
  echo(peer);
}
