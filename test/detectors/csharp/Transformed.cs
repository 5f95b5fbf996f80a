using System;
using System.IO;
using System.IO.Compression;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

namespace Fixtures
{
    static class Transformed
    {
        public static void Scramble(string source, string target, byte key)
        {
            using (var input = File.OpenRead(source))
            using (var output = File.Create(target))
            {
                var buffer = new byte[4096];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop transformed file-to-file 4096
                {
                    for (int i = 0; i < n; i++)
                        buffer[i] ^= key;
                    output.Write(buffer, 0, n);
                }
            }
        }

        public static void Reverse(string source, string target)
        {
            using (var input = File.OpenRead(source))
            using (var output = File.Create(target))
            {
                var buffer = new byte[64];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop transformed file-to-file 64
                {
                    Array.Reverse(buffer, 0, n);
                    output.Write(buffer, 0, n);
                }
            }
        }

        // The last block goes out whole, with what an earlier read left behind.
        public static void Padded(Stream input, Stream output)
        {
            var buffer = new byte[512];
            while (input.Read(buffer, 0, buffer.Length) > 0) // expect: copy-loop transformed
                output.Write(buffer, 0, buffer.Length);
        }

        // Another thing is written than what is read.
        public static void ToBase64(string source, TextWriter writer)
        {
            using (var input = File.OpenRead(source))
            {
                var buffer = new byte[3 * 1024];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
                {
                    writer.Write(Convert.ToBase64String(buffer, 0, n));
                }
            }
        }

        // Framing: each chunk gets its length in front, so the stream that leaves is another one.
        public static void Framed(string source, NetworkStream network)
        {
            using (var file = File.OpenRead(source))
            {
                var buffer = new byte[16384];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop transformed file-to-socket 16384
                {
                    network.Write(BitConverter.GetBytes(n), 0, 4);
                    network.Write(buffer, 0, n);
                }
            }
        }

        public static void Compress(string source, string target)
        {
            using (var input = File.OpenRead(source))
            using (var output = new GZipStream(File.Create(target), CompressionMode.Compress))
            {
                var buffer = new byte[32768];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop encrypted file-to-file 32768
                    output.Write(buffer, 0, n);
            }
        }

        public static void Expand(string source, string target)
        {
            using (var file = new FileStream(source, FileMode.Open))
            using (var input = new DeflateStream(file, CompressionMode.Decompress))
            using (var output = new FileStream(target, FileMode.Create))
            {
                var buffer = new byte[8192];
                while (true) // expect: copy-loop encrypted file-to-file 8192
                {
                    int n = input.Read(buffer, 0, buffer.Length);
                    if (n == 0)
                        break;
                    output.Write(buffer, 0, n);
                }
            }
        }

        public static void Encrypt(string source, string target, ICryptoTransform transform)
        {
            using (var input = File.OpenRead(source))
            using (var output = new CryptoStream(File.Create(target), transform, CryptoStreamMode.Write))
            {
                var buffer = new byte[4096];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop encrypted file-to-file 4096
                {
                    output.Write(buffer, 0, n);
                }
            }
        }

        public static async Task OverTls(TcpClient client, string host, string path)
        {
            using (var tls = new SslStream(client.GetStream()))
            using (var file = File.OpenRead(path))
            {
                await tls.AuthenticateAsClientAsync(host);
                var buffer = new byte[16384];
                int n;
                while ((n = await file.ReadAsync(buffer, 0, buffer.Length)) > 0) // expect: copy-loop encrypted file-to-socket 16384
                    await tls.WriteAsync(buffer, 0, n);
            }
        }

        public static void FromTls(SslStream tls, string path)
        {
            using (var file = File.Create(path))
            {
                var buffer = new byte[4096];
                for (int n; (n = tls.Read(buffer, 0, buffer.Length)) > 0;) // expect: copy-loop encrypted socket-to-file 4096
                {
                    file.Write(buffer, 0, n);
                }
            }
        }

        // A chunk that is too short is passed over by a label.
        public static void LargeOnes(Stream input, Stream output)
        {
            var buffer = new byte[4096];
            int n;
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop transformed
            {
                if (n < 100) goto next;
                output.Write(buffer, 0, n);
            next:;
            }
        }

        // Characters, not bytes: decoded and encoded again.
        public static void Recode(string source, string target)
        {
            using (var reader = new StreamReader(source, Encoding.Unicode))
            using (var writer = new StreamWriter(target, false, Encoding.UTF8))
            {
                var buffer = new char[1024];
                int n;
                while ((n = reader.Read(buffer, 0, buffer.Length)) > 0)
                {
                    writer.Write(buffer, 0, n);
                }
            }
        }

        public static void Characters(TextReader reader, TextWriter writer)
        {
            int c;
            while ((c = reader.Read()) != -1)
                writer.Write((char)c);
        }
    }
}
