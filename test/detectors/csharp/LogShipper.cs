// Follows a log, ships parsed entries in frames, and hands rotated files on as they are.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures.Logs
{
    enum Level { Debug, Info, Warning, Error }

    class Entry
    {
        public DateTime Time;
        public Level Level;
        public string Text;

        private static readonly Regex Pattern = new Regex(@"^(\S+) (Debug|Info|Warning|Error) (.*)$");

        public static Entry Parse(string line)
        {
            Match match = Pattern.Match(line);
            if (!match.Success) return null;
            return new Entry
            {
                Time = DateTime.Parse(match.Groups[1].Value),
                Level = (Level)Enum.Parse(typeof(Level), match.Groups[2].Value),
                Text = match.Groups[3].Value,
            };
        }
    }

    class Follower
    {
        private readonly string path;
        private long position;

        public Follower(string path) { this.path = path; }

        public async Task Run(Action<Entry> each, CancellationToken token)
        {
            var rest = new StringBuilder();
            var buffer = new byte[64 * 1024];
            while (!token.IsCancellationRequested)
            {
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                {
                    if (file.Length < position) position = 0;
                    file.Seek(position, SeekOrigin.Begin);
                    int n;
                    while ((n = await file.ReadAsync(buffer, 0, buffer.Length, token)) > 0)
                    {
                        position += n;
                        rest.Append(Encoding.UTF8.GetString(buffer, 0, n));
                    }
                }
                string[] lines = rest.ToString().Split('\n');
                rest.Clear().Append(lines[lines.Length - 1]);
                foreach (Entry entry in lines.Take(lines.Length - 1).Select(Entry.Parse).Where(e => e != null))
                    each(entry);
                await Task.Delay(500, token);
            }
        }
    }

    class Sender
    {
        private readonly string host;
        private readonly int port;
        private readonly List<Entry> batch = new List<Entry>();
        private TcpClient client;

        public Sender(string host, int port)
        {
            this.host = host;
            this.port = port;
        }

        private NetworkStream Connected()
        {
            for (int pause = 500; client == null || !client.Connected; pause = Math.Min(pause * 2, 30000))
            {
                try
                {
                    client = new TcpClient(host, port);
                }
                catch (SocketException error)
                {
                    Console.Error.WriteLine($"{host}:{port}: {error.Message}");
                    Thread.Sleep(pause);
                }
            }
            return client.GetStream();
        }

        public void Add(Entry entry)
        {
            batch.Add(entry);
            if (batch.Count >= 200) Flush();
        }

        public void Flush()
        {
            if (batch.Count == 0) return;
            var body = new MemoryStream();
            using (var writer = new StreamWriter(new GZipStream(body, CompressionMode.Compress, true)))
            {
                foreach (Entry entry in batch)
                    writer.WriteLine($"{entry.Time:O}\t{entry.Level}\t{entry.Text}");
            }
            NetworkStream network = Connected();
            byte[] size = BitConverter.GetBytes((int)body.Length);
            network.Write(size, 0, size.Length);
            network.Write(body.GetBuffer(), 0, (int)body.Length);
            if (network.ReadByte() == '+') batch.Clear();
        }

        /** A rotated file, whose lines nobody looks at any more. */
        public long Ship(string path)
        {
            NetworkStream network = Connected();
            long total = 0;
            using (var file = File.OpenRead(path))
            {
                byte[] head = Encoding.ASCII.GetBytes($"FILE {Path.GetFileName(path)} {file.Length}\n");
                network.Write(head, 0, head.Length);
                var buffer = new byte[128 * 1024];
                int n = file.Read(buffer, 0, buffer.Length);
                while (n > 0) // expect: copy-loop replaceable file-to-socket 131072 kernel
                {
                    network.Write(buffer, 0, n);
                    total += n;
                    n = file.Read(buffer, 0, buffer.Length);
                }
            }
            return total;
        }
    }

    static class Archive
    {
        public static void Pack(string path)
        {
            using (var input = File.OpenRead(path))
            using (var output = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Optimal))
            {
                input.CopyTo(output);
            }
            File.Delete(path);
        }

        public static Dictionary<Level, int> Count(string path)
        {
            var counts = new Dictionary<Level, int>();
            using (var reader = new StreamReader(path))
            {
                string line;
                while ((line = reader.ReadLine()) != null)
                {
                    Entry entry = Entry.Parse(line);
                    if (entry == null) continue;
                    counts.TryGetValue(entry.Level, out int n);
                    counts[entry.Level] = n + 1;
                }
            }
            return counts;
        }
    }

    static class Program
    {
        static async Task Main(string[] arguments)
        {
            string folder = arguments[0];
            var sender = new Sender(arguments[1], int.Parse(arguments[2]));
            foreach (string old in Directory.EnumerateFiles(folder, "*.log.*").Where(p => !p.EndsWith(".gz")))
            {
                foreach (var pair in Archive.Count(old))
                    Console.WriteLine($"{old} {pair.Key} {pair.Value}");
                Console.WriteLine($"{old} {sender.Ship(old)} bytes");
                Archive.Pack(old);
            }
            using (var stop = new CancellationTokenSource())
            {
                Console.CancelKeyPress += (_, e) =>
                {
                    e.Cancel = true;
                    stop.Cancel();
                };
                await new Follower(Path.Combine(folder, "app.log")).Run(sender.Add, stop.Token);
                sender.Flush();
            }
        }
    }
}
