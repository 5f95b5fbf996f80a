using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

namespace Fixtures
{
    static class Observed
    {
        // Hashed on its way: the bytes must come to user space.
        public static byte[] CopyHashed(string source, string target)
        {
            using (var sha = SHA256.Create())
            using (var input = File.OpenRead(source))
            using (var output = File.Create(target))
            {
                var buffer = new byte[65536];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop inspected file-to-file 65536
                {
                    sha.TransformBlock(buffer, 0, n, null, 0);
                    output.Write(buffer, 0, n);
                }
                sha.TransformFinalBlock(buffer, 0, 0);
                return sha.Hash;
            }
        }

        public static async Task<byte[]> CopyHashedAsync(Stream input, Stream output)
        {
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1))
            {
                var buffer = new byte[4096];
                while (true) // expect: copy-loop inspected unknown-to-unknown 4096
                {
                    int n = await input.ReadAsync(buffer, 0, buffer.Length);
                    if (n == 0)
                        return hash.GetHashAndReset();
                    hash.AppendData(buffer, 0, n);
                    await output.WriteAsync(buffer, 0, n);
                }
            }
        }

        public static int CountLines(string source, NetworkStream network)
        {
            int lines = 0;
            using (var file = File.OpenRead(source))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop inspected file-to-socket 8192
                {
                    for (int i = 0; i < n; i++)
                    {
                        if (buffer[i] == (byte)'\n')
                            lines++;
                    }
                    network.Write(buffer, 0, n);
                }
            }
            return lines;
        }

        public static void Spy(Socket from, Socket to)
        {
            var buffer = new byte[2048];
            int n;
            while ((n = from.Receive(buffer)) > 0) // expect: copy-loop inspected socket-to-socket 2048
            {
                Debug.WriteLine("> " + Encoding.ASCII.GetString(buffer, 0, n));
                to.Send(buffer, n, SocketFlags.None);
            }
        }

        // Two sinks: no one call writes both.
        public static void Tee(string source, string first, string second)
        {
            using (var input = File.OpenRead(source))
            using (var a = File.Create(first))
            using (var b = File.Create(second))
            {
                var buffer = new byte[16384];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop inspected file-to-file 16384
                {
                    a.Write(buffer, 0, n);
                    b.Write(buffer, 0, n);
                }
            }
        }

        // Decides by content.
        public static void CopySparse(string source, string target)
        {
            using (var input = File.OpenRead(source))
            using (var output = File.Create(target))
            {
                var block = new byte[4096];
                int n;
                while ((n = input.Read(block, 0, block.Length)) > 0) // expect: copy-loop inspected file-to-file 4096
                {
                    if (block.Take(n).All(b => b == 0))
                        output.Seek(n, SeekOrigin.Current);
                    else
                        output.Write(block, 0, n);
                }
                output.SetLength(output.Position);
            }
        }

        public static void UntilZero(Stream input, Stream output)
        {
            int value;
            while ((value = input.ReadByte()) > 0) // expect: copy-loop inspected unknown-to-unknown 1
                output.WriteByte((byte)value);
        }
    }
}
