using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures
{
    // What one call can take the place of, and what looks like it.
    class Rewrites
    {
        private long _total;
        private bool _stop;

        public static long Counted(string from, string to)
        {
            long total = 0;
            using (var input = new FileStream(from, FileMode.Open))
            using (var output = new FileStream(to, FileMode.Create, FileAccess.Write))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-file 8192 kernel fix
                {
                    output.Write(buffer, 0, n);
                    total += n;
                }
            }
            return total;
        }

        public static long Uploaded(string from, Stream output)
        {
            var total = 0L;
            using (var input = File.Open(from, FileMode.Open, FileAccess.Read, FileShare.None))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-unknown 8192 depends fix
                {
                    output.Write(buffer, 0, n);
                    total += n;
                }
            }
            return total;
        }

        public static void Alone(string from, string to)
        {
            using (var input = File.Open(from, FileMode.Open, FileAccess.Read, FileShare.None))
            using (var output = File.Create(to))
            {
                var buffer = new byte[8192];
                for (int n = input.Read(buffer, 0, buffer.Length); n > 0; n = input.Read(buffer, 0, buffer.Length)) // expect: copy-loop replaceable file-to-file 8192 kernel fix
                    output.Write(buffer, 0, n);
            }
        }

        public static void Closed(string from, string to)
        {
            var input = File.OpenRead(from);
            var output = File.Create(to);
            var buffer = new byte[8192];
            int n = input.Read(buffer, 0, buffer.Length);
            while (n > 0) // expect: copy-loop replaceable file-to-file 8192 kernel fix
            {
                output.Write(buffer, 0, n);
                n = input.Read(buffer, 0, buffer.Length);
            }
            output.Flush();
            output.Close();
            input.Close();
        }

        public static async Task Later(string from, string to, CancellationToken token)
        {
            await using var input = File.OpenRead(from);
            await using var output = File.Create(to);
            var buffer = new byte[8192];
            int n;
            while ((n = await input.ReadAsync(buffer, token)) > 0) // expect: copy-loop replaceable file-to-file 8192 kernel fix
            {
                await output.WriteAsync(buffer.AsMemory(0, n), token);
            }
            Console.WriteLine("done");
        }

        public static async Task Sent(string from, Socket socket, CancellationToken token)
        {
            using (var input = File.OpenRead(from))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = await input.ReadAsync(buffer, token)) > 0) // expect: copy-loop replaceable file-to-socket 8192 kernel fix
                {
                    await socket.SendAsync(buffer.AsMemory(0, n), SocketFlags.None, token);
                }
            }
        }

        public static async Task Piped(Stream source, Stream sink, CancellationToken token)
        {
            var buffer = new byte[8192];
            while (await source.ReadAsync(buffer, token) is var n and > 0) // expect: copy-loop replaceable unknown-to-unknown 8192 depends fix
            {
                await sink.WriteAsync(buffer.AsMemory(..n), token);
            }
        }

        // A deadline for each write, and no more than is left.
        public static async Task Timed(Stream source, Stream sink, TimeSpan limit)
        {
            var buffer = new byte[8192];
            int n;
            while ((n = await source.ReadAsync(buffer)) > 0) // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
            {
                await sink.WriteAsync(buffer.AsMemory(0, n)).AsTask().WaitAsync(limit);
            }
        }

        public static void Part(Stream source, Stream sink, long left)
        {
            var buffer = new byte[8192];
            int n;
            while ((n = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left))) > 0) // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
            {
                sink.Write(buffer, 0, n);
                left -= n;
            }
        }

        // The target goes when it is closed.
        public static void Scratch(string from, string to)
        {
            using (var input = File.OpenRead(from))
            using (var output = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-file 8192 kernel no-fix
                    output.Write(buffer, 0, n);
            }
        }

        public void Watched(Stream source, Stream sink)
        {
            var buffer = new byte[8192];
            int n;
            while (!_stop && (n = source.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
            {
                sink.Write(buffer, 0, n);
                _total += n;
            }
        }

        public static void Locked(Stream source, Stream sink, object gate)
        {
            var buffer = new byte[8192];
            int n;
            while ((n = source.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
            {
                lock (gate)
                {
                    sink.Write(buffer, 0, n);
                }
            }
        }

        public static void Urgent(string from, Socket socket)
        {
            using (var input = File.OpenRead(from))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-socket 8192 kernel no-fix
                    socket.Send(buffer, 0, n, SocketFlags.OutOfBand);
            }
        }

        // What is sent to is one message a chunk.
        public static void Datagrams(string from)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using (var input = File.OpenRead(from))
            {
                var buffer = new byte[512];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop inspected
                    socket.Send(buffer, 0, n, SocketFlags.None);
            }
        }

        public static List<byte[]> Kept(Stream source, Stream sink)
        {
            var chunks = new List<byte[]>();
            var buffer = new byte[512];
            int n;
            while ((n = source.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop memory-sink
            {
                chunks.Add(buffer.ToArray());
                sink.Write(buffer, 0, n);
            }
            return chunks;
        }
    }
}
