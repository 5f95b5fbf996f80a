using System.IO;
using System.IO.Compression;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Tasks;

namespace Fixtures
{
    static class CopyCalls
    {
        // CopyToAsync loops in user space; Socket.SendFile does not.
        public static async Task Push(TcpClient client, string path)
        {
            NetworkStream network = client.GetStream();
            using (var file = File.OpenRead(path))
            {
                await file.CopyToAsync(network); // expect: copy-call replaceable file-to-socket - kernel
            }
        }

        public static void PushInBlocks(NetworkStream network, string path)
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read))
            {
                file.CopyTo(network, 64 * 1024); // expect: copy-call replaceable file-to-socket 65536 kernel
            }
        }

        public static void PushBySocket(Socket socket, string path)
        {
            using (FileStream file = File.OpenRead(path))
            using (var network = new NetworkStream(socket))
                file.CopyTo(network); // expect: copy-call replaceable file-to-socket - kernel
        }

        // Between two paths File.Copy asks the kernel.
        public static void Duplicate(string source, string target)
        {
            using (var input = File.OpenRead(source))
            using (var output = File.Create(target))
            {
                input.CopyTo(output); // expect: copy-call replaceable file-to-file - kernel
            }
        }

        public static async Task DuplicateAsync(string source, string target)
        {
            using (var input = new FileStream(source, FileMode.Open))
            using (var output = new FileStream(target, FileMode.Create))
            {
                await input.CopyToAsync(output, 81920).ConfigureAwait(false); // expect: copy-call replaceable file-to-file 81920 kernel
            }
        }

        // Right as they are, from here on.
        public static void Send(Socket socket, string path)
        {
            socket.SendFile(path);
        }

        public static void CopyPaths(string source, string target)
        {
            File.Copy(source, target, overwrite: true);
        }

        public static void Receive(NetworkStream network, string path)
        {
            using (var file = File.Create(path))
                network.CopyTo(file);
        }

        public static void Any(Stream input, Stream output)
        {
            input.CopyTo(output);
        }

        public static byte[] Hold(string path)
        {
            using (var file = File.OpenRead(path))
            using (var memory = new MemoryStream())
            {
                file.CopyTo(memory);
                return memory.ToArray();
            }
        }

        public static void Compress(string source, string target)
        {
            using (var input = File.OpenRead(source))
            using (var output = new GZipStream(File.Create(target), CompressionLevel.Optimal))
                input.CopyTo(output);
        }

        public static async Task OverTls(SslStream tls, string path)
        {
            using (var file = File.OpenRead(path))
                await file.CopyToAsync(tls);
        }

        public static void Encrypt(string source, string target, ICryptoTransform transform)
        {
            using (var input = File.OpenRead(source))
            using (var file = File.Create(target))
            using (var output = new CryptoStream(file, transform, CryptoStreamMode.Write))
                input.CopyTo(output);
        }

        public static void Append(string part, string journal)
        {
            using (var input = File.OpenRead(part))
            using (var output = new FileStream(journal, FileMode.Append))
                input.CopyTo(output);
        }
    }
}
