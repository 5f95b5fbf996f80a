// Shapes that a survey of little-known programs brought up, written anew.
#include <fstream>
#include <vector>
#include <string>
#include <QFile>
#include <QTcpSocket>
#include <boost/asio.hpp>
using namespace std;
bool structs(FileReader &in, FileWriter &out) {
  std::vector<char> buf(65536);
  while (true) { // expect: copy-loop replaceable
    auto r = in.read(buf.data(), buf.size());
    if (!r.ok()) return false;
    if (r.count == 0) break;
    if (!out.write(buf.data(), r.count).ok()) return false;
  }
  return true;
}
bool outs(IFile *in, IFile *out) {
  char buf[4096];
  size_t got = 0;
  while (in->Read(buf, sizeof(buf), &got) && got > 0) { // expect: copy-loop replaceable
    size_t put = 0;
    if (!out->Write(buf, got, &put) || put != got) return false;
  }
  return true;
}
bool outs2(File &in, File &out) {
  uint8_t buf[4096];
  uint32_t got;
  do { // expect: copy-loop replaceable
    if (!in.Read(buf, sizeof(buf), got)) return false;
    if (got && !out.Write(buf, got)) return false;
  } while (got == sizeof(buf));
  return true;
}
void qt(QFile &in, QTcpSocket *sock) {
  while (!in.atEnd()) { // expect: copy-loop replaceable
    QByteArray chunk = in.read(65536);
    sock->write(chunk);
    sock->waitForBytesWritten();
  }
}
void qt2(QIODevice *in, QIODevice *out) {
  char buf[4096];
  qint64 n;
  while ((n = in->read(buf, sizeof buf)) > 0) // expect: copy-loop replaceable
    out->write(buf, n);
}
void readsome(ifstream &in, int sock) {
  char buf[1024];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) { // expect: copy-loop replaceable
    size_t n = in.gcount();
    ssize_t s = send(sock, buf, n, 0);
    if (s < 0) break;
  }
}
void chars(ifstream &in, ofstream &out) {
  char c;
  while (in.get(c)) // expect: copy-loop replaceable
    out.put(c);
}
void filter(ifstream &in, ofstream &out) {
  char c;
  while (in.get(c)) // expect: copy-loop inspected
    if (c != 13) out.put(c);
}
void asio(boost::asio::ip::tcp::socket &a, boost::asio::ip::tcp::socket &b) {
  std::array<char, 4096> buf;
  boost::system::error_code ec;
  for (;;) { // expect: copy-loop replaceable
    size_t n = a.read_some(boost::asio::buffer(buf), ec);
    if (ec == boost::asio::error::eof) break;
    if (ec) throw boost::system::system_error(ec);
    boost::asio::write(b, boost::asio::buffer(buf, n));
  }
}
class Relay {
  int in_, out_;
  std::string buffer_;
  void pump() {
    char tmp[2048];
    while (running_) { // expect: copy-loop replaceable
      int n = ::read(in_, tmp, sizeof(tmp));
      if (n <= 0) return;
      int sent = 0;
      while (sent < n) {
        int w = ::write(out_, tmp + sent, n - sent);
        if (w <= 0) return;
        sent += w;
      }
    }
  }
  bool running_;
};
class Conn {
public:
  int recv(char *buf, int n);
  int send(const char *buf, int n);
};
void conns(Conn &a, Conn &b) {
  char buf[4096];
  int n;
  while ((n = a.recv(buf, sizeof(buf))) > 0) // expect: copy-loop replaceable
    b.send(buf, n);
}
void conns2(Socket *a, Socket *b) {
  char buf[4096];
  while (true) { // expect: copy-loop replaceable
    int n = a->Receive(buf, sizeof(buf));
    if (n <= 0) break;
    if (b->Send(buf, n) != n) break;
  }
}
void strs(Socket &a, Socket &b) {
  std::string data;
  while (a.receive(data)) { // expect: copy-loop replaceable
    b.send(data);
  }
}
void rpc(ifstream &in, RpcClient &client) {
  char buf[4096];
  while (in.read(buf, sizeof buf)) { // expect: copy-loop inspected
    client.write(buf, in.gcount());
    client.call("flush");
  }
}
void sbuf(std::istream &in, std::ostream &out) {
  char buf[4096];
  do { // expect: copy-loop replaceable
    in.read(buf, sizeof(buf));
    out.write(buf, in.gcount());
  } while (in);
}
void vec(std::ifstream &in, std::ofstream &out, uint64_t left) {
  std::vector<char> buf(1 << 20);
  while (left > 0) { // expect: copy-loop replaceable
    auto want = std::min<uint64_t>(left, buf.size());
    in.read(buf.data(), static_cast<std::streamsize>(want));
    auto got = in.gcount();
    if (got <= 0) break;
    out.write(buf.data(), got);
    left -= got;
  }
}
