using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures
{
    static class FileLoops
    {
        private const int Block = 64 * 1024;

        public static void Duplicate(string source, string target)
        {
            using (var input = new FileStream(source, FileMode.Open, FileAccess.Read))
            using (var output = new FileStream(target, FileMode.Create, FileAccess.Write))
            {
                byte[] buffer = new byte[4096];
                int read;
                while ((read = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable file-to-file 4096 kernel
                {
                    output.Write(buffer, 0, read);
                }
            }
        }

        public static long Snapshot(string database, string folder)
        {
            long total = 0;
            using (FileStream from = File.OpenRead(database))
            using (FileStream to = File.Create(Path.Combine(folder, Path.GetFileName(database))))
            {
                var page = new byte[Block];
                while (true) // expect: copy-loop replaceable file-to-file 65536 kernel
                {
                    int count = from.Read(page, 0, Block);
                    if (count == 0)
                        break;
                    to.Write(page, 0, count);
                    total += count;
                }
                to.Flush(true);
            }
            return total;
        }

        public static void DoWhile(FileInfo source, string target)
        {
            Stream src = source.OpenRead();
            Stream dst = File.OpenWrite(target);
            byte[] bytes = new byte[8192];
            int n;
            do // expect: copy-loop replaceable file-to-file 8192 kernel
            {
                n = src.Read(bytes, 0, bytes.Length);
                dst.Write(bytes, 0, n);
            } while (n != 0);
            src.Close();
            dst.Close();
        }

        public static void ReadBefore(string source, string target)
        {
            using (var src = File.Open(source, FileMode.Open))
            using (var dst = File.Open(target, FileMode.CreateNew))
            {
                var chunk = new byte[1024];
                int got = src.Read(chunk, 0, 1024);
                while (got > 0) // expect: copy-loop replaceable file-to-file 1024 kernel
                {
                    dst.Write(chunk, 0, got);
                    got = src.Read(chunk, 0, 1024);
                }
            }
        }

        public static void ForLoop(string source, string target)
        {
            using (var src = new BufferedStream(File.OpenRead(source)))
            using (var dst = new BufferedStream(File.Create(target)))
            {
                var buf = new byte[512];
                for (int n = src.Read(buf, 0, buf.Length); n > 0; n = src.Read(buf, 0, buf.Length)) // expect: copy-loop replaceable file-to-file 512 kernel
                    dst.Write(buf, 0, n);
            }
        }

        public static void WithProgress(string source, string target, Action<double> progress)
        {
            using (var src = new FileStream(source, FileMode.Open, FileAccess.Read))
            using (var dst = new FileStream(target, FileMode.Create))
            {
                long done = 0;
                var buffer = new byte[1024 * 1024];
                int n;
                while ((n = src.Read(buffer, 0, buffer.Length)) != 0) // expect: copy-loop replaceable file-to-file 1048576 kernel
                {
                    dst.Write(buffer, 0, n);
                    done += n;
                    progress((double)done / src.Length);
                }
            }
        }

        public static async Task DuplicateAsync(string source, string target, CancellationToken token)
        {
            using (var src = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, true))
            using (var dst = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 4096, true))
            {
                var buffer = new byte[81920];
                int read;
                while ((read = await src.ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) != 0) // expect: copy-loop replaceable file-to-file 81920 kernel
                {
                    await dst.WriteAsync(buffer, 0, read, token).ConfigureAwait(false);
                }
            }
        }

        public static void ByteByByte(string source, string target)
        {
            using (var src = File.OpenRead(source))
            using (var dst = File.Create(target))
            {
                int value;
                while ((value = src.ReadByte()) != -1) // expect: copy-loop replaceable file-to-file - kernel
                    dst.WriteByte((byte)value);
            }
        }

        public static void ByReader(string source, string target)
        {
            using (var reader = new BinaryReader(File.OpenRead(source)))
            using (var writer = new BinaryWriter(File.Create(target)))
            {
                byte[] chunk;
                while ((chunk = reader.ReadBytes(2048)).Length > 0) // expect: copy-loop replaceable file-to-file 2048 kernel
                {
                    writer.Write(chunk);
                }
            }
        }

        // File.Copy takes the whole file only.
        public static void Head(string source, string target, long limit)
        {
            using (var src = File.OpenRead(source))
            using (var dst = File.Create(target))
            {
                var buffer = new byte[16 * 1024];
                while (limit > 0) // expect: tidy-copy replaceable file-to-file 16384 user-space
                {
                    int n = src.Read(buffer, 0, (int)Math.Min(buffer.Length, limit));
                    if (n == 0)
                        break;
                    dst.Write(buffer, 0, n);
                    limit -= n;
                }
            }
        }

        // File.Copy replaces its target.
        public static void Append(string part, string journal)
        {
            using (var src = File.OpenRead(part))
            using (var dst = new FileStream(journal, FileMode.Append))
            {
                var buffer = new byte[4096];
                int n;
                while ((n = src.Read(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable file-to-file 4096 user-space
                    dst.Write(buffer, 0, n);
            }
        }
    }
}
