/* Under encryption and compression the bytes themselves must pass the program. */
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

int send_secured(SSL *ssl, const char *path)
{
	char data[16 * 1024];
	FILE *file = fopen(path, "rb");
	size_t got;
	while ((got = fread(data, 1, sizeof data, file)) > 0) { /* expect: copy-loop encrypted */
		int at = 0;
		while (at < (int)got) {
			int put = SSL_write(ssl, data + at, (int)got - at);
			if (put <= 0)
				return -1;
			at += put;
		}
	}
	return fclose(file);
}

int receive_secured(SSL *ssl, int out)
{
	char data[16384];
	int got;
	while ((got = SSL_read(ssl, data, sizeof data)) > 0) /* expect: copy-loop encrypted */
		if (write(out, data, got) != got)
			return -1;
	return SSL_get_error(ssl, got) == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

int unzip(const char *from, const char *to)
{
	gzFile in = gzopen(from, "rb");
	int out = open(to, O_WRONLY | O_CREAT, 0644), got;
	char data[8192];
	while ((got = gzread(in, data, sizeof data)) > 0) /* expect: copy-loop encrypted */
		if (write(out, data, got) != got)
			break;
	gzclose(in);
	return close(out);
}

int deflate_file(int in, int out)
{
	unsigned char plain[4096], packed[4096];
	z_stream stream = { 0 };
	ssize_t got;
	deflateInit(&stream, 6);
	do {
		got = read(in, plain, sizeof plain);
		if (got < 0)
			return -1;
		stream.next_in = plain;
		stream.avail_in = got;
		do {
			stream.next_out = packed;
			stream.avail_out = sizeof packed;
			deflate(&stream, got ? Z_NO_FLUSH : Z_FINISH);
			write(out, packed, sizeof packed - stream.avail_out);
		} while (stream.avail_out == 0);
	} while (got > 0);
	return deflateEnd(&stream);
}

/* Kept as it is, and unpacked to see what it says. */
static size_t keep(const char *data, size_t size, int file, z_stream *stream)
{
	char seen[1024];
	if (write(file, data, size) != (ssize_t)size)
		return 0;
	stream->next_in = (unsigned char *)data;
	stream->avail_in = size;
	stream->next_out = (unsigned char *)seen;
	stream->avail_out = sizeof seen;
	inflate(stream, Z_SYNC_FLUSH);
	return size;
}

void fetch(int sock, int file, z_stream *stream)
{
	char data[4096];
	ssize_t got;
	while ((got = read(sock, data, sizeof data)) > 0) /* expect: copy-loop encrypted */
		if (keep(data, got, file, stream) == 0)
			return;
}

/* A library's stream that packs on the way. */
typedef struct Stream Stream;
Stream *g_converter_input_stream_new(Stream *inner, void *how);
long g_input_stream_read(Stream *in, void *into, size_t size, void *cancel, void **error);

void show_packed(Stream *in, void *how)
{
	char data[1024];
	long got;
	Stream *packed = g_converter_input_stream_new(in, how);
	while ((got = g_input_stream_read(packed, data, sizeof data, NULL, NULL)) > 0) /* expect: copy-loop encrypted */
		fwrite(data, 1, got, stdout);
}

int seal(EVP_CIPHER_CTX *cipher, int in, int out)
{
	unsigned char data[1024];
	int size;
	ssize_t got;
	while ((got = read(in, data, sizeof data)) > 0) { /* expect: copy-loop encrypted */
		if (!EVP_EncryptUpdate(cipher, data, &size, data, (int)got))
			return -1;
		if (write(out, data, size) != size)
			return -1;
	}
	return 0;
}
