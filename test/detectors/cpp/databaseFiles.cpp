#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>

// Files of the databases' kind: a read fills scratch and says by a piece where the bytes stand.
struct Piece {
  const char *at;
  size_t length;
  size_t size() const { return length; }
};
struct Status {
  bool ok() const;
  static Status Corruption(const std::string &text);
};
struct InputFile {
  Status Read(size_t n, Piece *result, char *scratch);
  Status Read(unsigned long offset, size_t n, Piece *result, char *scratch);
};
struct OutputFile {
  Status Append(const Piece &data);
  Status Append(const int &options, const Piece &data);
  unsigned long GetFileSize();
};

Status copyFile(InputFile *in, OutputFile *out, unsigned long size) {
  char scratch[16384];
  Piece piece;
  while (size > 0) { // expect: copy-loop replaceable unknown-to-unknown 16384
    size_t wanted = std::min(sizeof(scratch), static_cast<size_t>(size));
    Status status = in->Read(wanted, &piece, scratch);
    if (!status.ok()) return status;
    if (piece.size() == 0) return Status::Corruption("short after " + std::to_string(out->GetFileSize()));
    status = out->Append(7, piece);
    if (!status.ok()) return status;
    size -= piece.size();
  }
  return Status();
}

Status copyRange(InputFile *in, OutputFile *out, unsigned long from, unsigned long to) {
  char scratch[4096];
  Piece piece;
  while (from < to) { // expect: copy-loop replaceable
    Status status = in->Read(from, sizeof(scratch), &piece, scratch);
    if (!status.ok()) return status;
    status = out->Append(piece);
    if (!status.ok()) return status;
    from += piece.size();
  }
  return Status();
}

unsigned checksum(unsigned seed, const char *data, size_t n);

Status copyChecked(InputFile *in, OutputFile *out, unsigned &sum) {
  char scratch[4096];
  Piece piece;
  for (;;) { // expect: copy-loop inspected
    Status status = in->Read(sizeof(scratch), &piece, scratch);
    if (!status.ok() || piece.size() == 0) return status;
    sum = checksum(sum, piece.at, piece.size());
    status = out->Append(piece);
    if (!status.ok()) return status;
  }
}
