// Backs up changed files: hashes, an index, packed blocks. One loop moves bytes it never looks at.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Fixtures.Backup
{
    class Entry
    {
        public string Name;
        public long Size;
        public DateTime Modified;
        public string Sum;
    }

    class Index
    {
        private readonly string path;
        private readonly Dictionary<string, Entry> entries = new Dictionary<string, Entry>();

        public Index(string path)
        {
            this.path = path;
            if (!File.Exists(path)) return;
            foreach (string line in File.ReadLines(path))
            {
                string[] fields = line.Split('\t');
                if (fields.Length != 4) throw new InvalidDataException(line);
                entries[fields[3]] = new Entry
                {
                    Size = long.Parse(fields[0]),
                    Modified = DateTime.Parse(fields[1]),
                    Sum = fields[2],
                    Name = fields[3],
                };
            }
        }

        public Entry Find(string name) => entries.TryGetValue(name, out var entry) ? entry : null;

        public void Note(Entry entry) => entries[entry.Name] = entry;

        public IEnumerable<Entry> All => entries.Values.OrderBy(e => e.Name);

        public void Save()
        {
            using (var writer = new StreamWriter(path + ".new", false, Encoding.UTF8))
            {
                foreach (Entry e in All)
                    writer.WriteLine($"{e.Size}\t{e.Modified:O}\t{e.Sum}\t{e.Name}");
            }
            if (File.Exists(path)) File.Delete(path);
            File.Move(path + ".new", path);
        }
    }

    static class Sums
    {
        public static string Of(Stream input)
        {
            using (var sha = SHA256.Create())
                return Hex(sha.ComputeHash(input));
        }

        public static string Hex(byte[] bytes)
        {
            var text = new StringBuilder(bytes.Length * 2);
            foreach (byte b in bytes)
                text.Append(b.ToString("x2"));
            return text.ToString();
        }

        // By hand, to be able to say how far it is.
        public static string Of(string path, Action<long> progress)
        {
            using (var sha = SHA256.Create())
            using (var file = File.OpenRead(path))
            {
                var buffer = new byte[1 << 16];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0)
                {
                    sha.TransformBlock(buffer, 0, n, null, 0);
                    progress(file.Position);
                }
                sha.TransformFinalBlock(buffer, 0, 0);
                return Hex(sha.Hash);
            }
        }
    }

    class Tool
    {
        private const long Large = 64L * 1024 * 1024;
        private readonly string source;
        private readonly string target;
        private readonly Index index;
        private readonly List<string> ignored;

        public Tool(string source, string target)
        {
            this.source = source;
            this.target = target;
            Directory.CreateDirectory(Path.Combine(target, "large"));
            index = new Index(Path.Combine(target, "index"));
            string ignores = Path.Combine(source, ".backupignore");
            ignored = File.Exists(ignores)
                ? File.ReadLines(ignores).Where(line => line.Length > 0 && line[0] != '#').ToList()
                : new List<string>();
        }

        private void Mirror(string path, string sum)
        {
            long done = 0;
            using (var input = new FileStream(path, FileMode.Open, FileAccess.Read))
            using (var output = new FileStream(Path.Combine(target, "large", sum), FileMode.Create))
            {
                byte[] buffer = new byte[256 * 1024];
                while (true) // expect: copy-loop replaceable file-to-file 262144 kernel
                {
                    int n = input.Read(buffer, 0, buffer.Length);
                    if (n == 0) break;
                    output.Write(buffer, 0, n);
                    done += n;
                    Console.Error.Write($"\r{done * 100 / input.Length} %");
                }
            }
        }

        private void Pack(ZipArchive zip, string path, string name)
        {
            ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
            using (Stream output = entry.Open())
            using (Stream input = File.OpenRead(path))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop encrypted
                    output.Write(buffer, 0, n);
            }
        }

        private bool LooksLikeText(string path)
        {
            var head = new byte[512];
            int at = 0;
            using (var file = File.OpenRead(path))
            {
                while (at < head.Length)
                {
                    int n = file.Read(head, at, head.Length - at);
                    if (n == 0) break;
                    at += n;
                }
            }
            return Array.IndexOf(head, (byte)0, 0, at) < 0;
        }

        public void Save()
        {
            string archive = Path.Combine(target, DateTime.UtcNow.ToString("yyyyMMddHHmmss") + ".zip");
            using (var zip = new ZipArchive(File.Create(archive), ZipArchiveMode.Create))
            {
                foreach (string path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
                {
                    string name = path.Substring(source.Length).TrimStart('/');
                    if (ignored.Any(name.Contains)) continue;
                    var info = new FileInfo(path);
                    Entry known = index.Find(name);
                    if (known != null && known.Size == info.Length && known.Modified == info.LastWriteTimeUtc) continue;
                    string sum = Sums.Of(path, _ => { });
                    if (known?.Sum != sum)
                    {
                        if (info.Length > Large && !LooksLikeText(path)) Mirror(path, sum);
                        else Pack(zip, path, name);
                    }
                    index.Note(new Entry { Name = name, Size = info.Length, Modified = info.LastWriteTimeUtc, Sum = sum });
                }
            }
            index.Save();
        }

        public void Restore(string archive, string folder)
        {
            using (ZipArchive zip = ZipFile.OpenRead(archive))
            {
                foreach (ZipArchiveEntry entry in zip.Entries)
                {
                    string path = Path.Combine(folder, entry.FullName);
                    Directory.CreateDirectory(Path.GetDirectoryName(path));
                    using (Stream input = entry.Open())
                    using (Stream output = File.Create(path))
                        input.CopyTo(output);
                    using (Stream written = File.OpenRead(path))
                    {
                        if (index.Find(entry.FullName)?.Sum != Sums.Of(written))
                            Console.Error.WriteLine($"{entry.FullName} is damaged");
                    }
                }
            }
        }
    }

    static class Program
    {
        static int Main(string[] arguments)
        {
            if (arguments.Length < 3)
            {
                Console.Error.WriteLine("usage: backup save SOURCE TARGET | backup restore ARCHIVE SOURCE TARGET");
                return 2;
            }
            if (arguments[0] == "save") new Tool(arguments[1], arguments[2]).Save();
            else new Tool(arguments[2], arguments[3]).Restore(arguments[1], arguments[2]);
            return 0;
        }
    }
}
