// A file server on sockets: parsing, listings, ranges, uploads. Two loops relay unseen bytes.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures.Server
{
    class HttpException : Exception
    {
        public HttpException(int status, string reason) : base(reason) { Status = status; }
        public int Status { get; }
    }

    class Request
    {
        public string Method;
        public string Path;
        public readonly Dictionary<string, string> Headers =
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        public long Length => Headers.TryGetValue("Content-Length", out var text) ? long.Parse(text) : 0;
    }

    class Connection
    {
        private readonly Socket socket;
        private readonly byte[] pending = new byte[16 * 1024];
        private int at;
        private int end;

        public Connection(Socket socket) { this.socket = socket; }

        private int NextByte()
        {
            if (at == end)
            {
                at = 0;
                end = socket.Receive(pending);
                if (end == 0) return -1;
            }
            return pending[at++];
        }

        private string Line()
        {
            var line = new StringBuilder();
            for (int c = NextByte(); c != '\n'; c = NextByte())
            {
                if (c == -1) return null;
                if (c != '\r') line.Append((char)c);
            }
            return line.ToString();
        }

        public Request Next()
        {
            string first = Line();
            if (first == null) return null;
            string[] words = first.Split(' ');
            if (words.Length != 3) throw new HttpException(400, "Bad Request");
            var request = new Request { Method = words[0], Path = Uri.UnescapeDataString(words[1]) };
            for (string field = Line(); !string.IsNullOrEmpty(field); field = Line())
            {
                int colon = field.IndexOf(':');
                if (colon > 0)
                    request.Headers[field.Substring(0, colon)] = field.Substring(colon + 1).Trim();
            }
            return request;
        }

        public void Send(string text)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(text);
            for (int sent = 0; sent < bytes.Length;)
                sent += socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
        }

        public void Head(int status, string reason, params (string name, object value)[] fields)
        {
            var head = new StringBuilder($"HTTP/1.1 {status} {reason}\r\n");
            foreach (var field in fields)
                head.Append(field.name).Append(": ").Append(field.value).Append("\r\n");
            Send(head.Append("\r\n").ToString());
        }

        // What was read ahead with the head comes first.
        public int Body(byte[] into, int count)
        {
            if (at == end) return socket.Receive(into, count, SocketFlags.None);
            int n = Math.Min(count, end - at);
            Buffer.BlockCopy(pending, at, into, 0, n);
            at += n;
            return n;
        }
    }

    class Site
    {
        private readonly string root;
        private readonly ConcurrentDictionary<string, string> listings = new ConcurrentDictionary<string, string>();
        private long sent;

        public Site(string root) { this.root = Path.GetFullPath(root); }

        private string Locate(string path)
        {
            string full = Path.GetFullPath(Path.Combine(root, path.TrimStart('/')));
            if (!full.StartsWith(root, StringComparison.Ordinal)) throw new HttpException(403, "Forbidden");
            return full;
        }

        private void SendWhole(Socket socket, string path)
        {
            using (FileStream file = File.OpenRead(path))
            {
                var buffer = new byte[64 * 1024];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-socket 65536 kernel
                {
                    int done = 0;
                    while (done < n)
                        done += socket.Send(buffer, done, n - done, SocketFlags.None);
                    Interlocked.Add(ref sent, n);
                }
            }
        }

        private string Receive(Connection connection, Request request, string path)
        {
            long left = request.Length;
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            using (var file = File.Create(path))
            {
                var buffer = new byte[16384];
                while (left > 0) // expect: copy-loop inspected
                {
                    int n = connection.Body(buffer, (int)Math.Min(left, buffer.Length));
                    if (n == 0) throw new HttpException(400, "Bad Request");
                    hash.AppendData(buffer, 0, n);
                    file.Write(buffer, 0, n);
                    left -= n;
                }
                return BitConverter.ToString(hash.GetHashAndReset()).Replace("-", "");
            }
        }

        private string Listing(string folder) => listings.GetOrAdd(folder, key =>
        {
            var page = new StringBuilder("<ul>");
            foreach (string entry in Directory.EnumerateFileSystemEntries(key).OrderBy(e => e))
                page.Append("<li>").Append(WebUtility.HtmlEncode(Path.GetFileName(entry))).Append("</li>");
            return page.Append("</ul>").ToString();
        });

        public void Answer(Connection connection, Socket socket, Request request)
        {
            string path = Locate(request.Path);
            if (request.Method == "PUT")
            {
                string sum = Receive(connection, request, path);
                connection.Head(201, "Created", ("ETag", sum), ("Content-Length", 0));
            }
            else if (Directory.Exists(path))
            {
                string page = Listing(path);
                connection.Head(200, "OK", ("Content-Type", "text/html"), ("Content-Length", page.Length));
                connection.Send(page);
            }
            else if (!File.Exists(path))
            {
                throw new HttpException(404, "Not Found");
            }
            else
            {
                connection.Head(200, "OK", ("Content-Length", new FileInfo(path).Length));
                if (request.Method != "HEAD") SendWhole(socket, path);
            }
        }

        public void Report()
        {
            Console.WriteLine($"{Interlocked.Read(ref sent)} bytes sent");
        }
    }

    static class Relay
    {
        /** What another server answers goes on as it comes. */
        public static async Task Forward(TcpClient from, TcpClient to)
        {
            NetworkStream input = from.GetStream();
            NetworkStream output = to.GetStream();
            var buffer = new byte[8192];
            int n;
            while ((n = await input.ReadAsync(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable socket-to-socket 8192 user-space
            {
                await output.WriteAsync(buffer, 0, n);
            }
            to.Client.Shutdown(SocketShutdown.Send);
        }
    }

    static class Program
    {
        static void Serve(Site site, Socket socket)
        {
            var connection = new Connection(socket);
            try
            {
                for (Request request = connection.Next(); request != null; request = connection.Next())
                    site.Answer(connection, socket, request);
            }
            catch (HttpException error)
            {
                connection.Head(error.Status, error.Message, ("Content-Length", 0));
            }
            finally
            {
                socket.Dispose();
            }
        }

        static void Main(string[] arguments)
        {
            var site = new Site(arguments.Length > 0 ? arguments[0] : ".");
            var listener = new TcpListener(IPAddress.Loopback, 8080);
            listener.Start();
            using (new Timer(_ => site.Report(), null, 60000, 60000))
            {
                while (true)
                {
                    Socket socket = listener.AcceptSocket();
                    ThreadPool.QueueUserWorkItem(_ => Serve(site, socket));
                }
            }
        }
    }
}
