using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Fixtures
{
    class SocketLoops
    {
        public static void Push(string host, int port, string path)
        {
            using (var client = new TcpClient(host, port))
            using (NetworkStream network = client.GetStream())
            using (FileStream file = File.OpenRead(path))
            {
                byte[] buffer = new byte[8192];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-socket 8192 kernel
                {
                    network.Write(buffer, 0, n);
                }
            }
        }

        public static long PushBySocket(EndPoint peer, string path)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(peer);
            long sent = 0;
            using (var file = new FileStream(path, FileMode.Open))
            {
                var block = new byte[16 * 1024];
                for (;;) // expect: copy-loop replaceable file-to-socket 16384 kernel
                {
                    int n = file.Read(block, 0, block.Length);
                    if (n == 0) break;
                    sent += socket.Send(block, n, SocketFlags.None);
                }
            }
            socket.Shutdown(SocketShutdown.Send);
            return sent;
        }

        // An inner loop for short writes belongs to the relay around it.
        public static void ShortSends(Socket socket, string path)
        {
            using (var file = File.OpenRead(path))
            {
                var buffer = new byte[32768];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-socket 32768 kernel
                {
                    int at = 0;
                    while (at < n)
                        at += socket.Send(buffer, at, n - at, SocketFlags.None);
                }
            }
        }

        public static async Task ServeAsync(TcpListener listener, string path)
        {
            TcpClient client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true))
            {
                var buffer = new byte[4096];
                int read = await file.ReadAsync(buffer, 0, buffer.Length);
                while (read > 0) // expect: copy-loop replaceable file-to-socket 4096 kernel
                {
                    await stream.WriteAsync(buffer, 0, read);
                    read = await file.ReadAsync(buffer, 0, buffer.Length);
                }
            }
            client.Close();
        }

        public static void Receive(Socket socket, string path, int expected)
        {
            using (var file = File.Create(path))
            {
                var data = new byte[2048];
                int left = expected;
                while (left > 0) // expect: tidy-copy replaceable socket-to-file 2048 user-space
                {
                    int n = socket.Receive(data);
                    if (n == 0)
                        throw new EndOfStreamException();
                    file.Write(data, 0, n);
                    left -= n;
                }
            }
        }

        public static async Task ReceiveAsync(NetworkStream network, string path)
        {
            using (var file = File.Create(path))
            {
                byte[] buffer = new byte[65536];
                int n;
                do // expect: tidy-copy replaceable socket-to-file 65536 user-space
                {
                    n = await network.ReadAsync(buffer, 0, buffer.Length);
                    await file.WriteAsync(buffer, 0, n);
                } while (n > 0);
            }
        }

        public static async Task Download(HttpClient http, string url, string path, IProgress<long> progress)
        {
            using (HttpResponseMessage response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead))
            using (Stream body = await response.Content.ReadAsStreamAsync())
            using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 8192, true))
            {
                var buffer = new byte[8192];
                long total = 0;
                int n;
                while ((n = await body.ReadAsync(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable socket-to-file 8192 user-space
                {
                    await file.WriteAsync(buffer, 0, n);
                    total += n;
                    progress.Report(total);
                }
            }
        }

        public static void DownloadOld(string url, string path)
        {
            WebRequest request = WebRequest.Create(url);
            using (WebResponse response = request.GetResponse())
            using (Stream input = response.GetResponseStream())
            using (Stream output = File.OpenWrite(path))
            {
                var buffer = new byte[1024];
                int read;
                while ((read = input.Read(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable socket-to-file 1024 user-space
                    output.Write(buffer, 0, read);
            }
        }

        // The answer's stream hides its socket.
        public static void Answer(HttpListenerContext context, string path)
        {
            using (var file = File.OpenRead(path))
            {
                context.Response.ContentLength64 = file.Length;
                var buffer = new byte[16 * 1024];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable file-to-socket 16384 user-space
                {
                    context.Response.OutputStream.Write(buffer, 0, n);
                }
            }
            context.Response.Close();
        }

        public static async Task Pump(NetworkStream from, NetworkStream to)
        {
            var buffer = new byte[4096];
            while (true) // expect: tidy-copy replaceable socket-to-socket 4096 user-space
            {
                int n = await from.ReadAsync(buffer, 0, buffer.Length);
                if (n == 0)
                    return;
                await to.WriteAsync(buffer, 0, n);
                await to.FlushAsync();
            }
        }

        public static void PumpSockets(Socket from, Socket to)
        {
            var buffer = new byte[1500];
            int n;
            while ((n = from.Receive(buffer, 0, buffer.Length, SocketFlags.None)) > 0) // expect: tidy-copy replaceable socket-to-socket 1500 user-space
            {
                to.Send(buffer, 0, n, SocketFlags.None);
            }
            to.Shutdown(SocketShutdown.Send);
        }

        public static void Echo(TcpClient client)
        {
            var stream = client.GetStream();
            var buffer = new byte[256];
            int n;
            while ((n = stream.Read(buffer, 0, buffer.Length)) != 0) // expect: tidy-copy replaceable socket-to-socket 256 user-space
            {
                stream.Write(buffer, 0, n);
            }
        }
    }
}
