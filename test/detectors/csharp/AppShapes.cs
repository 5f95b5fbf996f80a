// Shapes of applications: guards, clocks and views between two chunks.
using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures
{
    class AppShapes
    {
        private readonly HttpClient http = new HttpClient();

        // Reports ten times a second at most; the bytes are not looked at.
        public async Task Download(string url, string path, IProgress<double> progress)
        {
            var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            var total = response.Content.Headers.ContentLength ?? -1L;
            using (var content = await response.Content.ReadAsStreamAsync())
            using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read))
            {
                var buffer = new byte[8192];
                var done = 0L;
                var watch = Stopwatch.StartNew();
                while (true) // expect: tidy-copy replaceable socket-to-file 8192 user-space
                {
                    var read = await content.ReadAsync(buffer, 0, buffer.Length);
                    if (read == 0) break;
                    await file.WriteAsync(buffer, 0, read);
                    done += read;
                    if (progress != null && total > 0 && watch.ElapsedMilliseconds > 100)
                    {
                        progress.Report((double)done / total);
                        watch.Restart();
                    }
                }
            }
        }

        // At most so many bytes of a stream.
        public static async Task CopyPart(Stream source, Stream destination, ulong length, CancellationToken token)
        {
            byte[] buffer = new byte[4096];
            ulong remaining = length;
            while (remaining > 0) // expect: copy-loop replaceable unknown-to-unknown 4096 depends
            {
                token.ThrowIfCancellationRequested();
                int want = (int)Math.Min(remaining, (ulong)buffer.Length);
                int read = await source.ReadAsync(buffer, 0, want, token);
                if (read == 0) break;
                await destination.WriteAsync(buffer, 0, read, token);
                remaining -= (ulong)read;
            }
        }

        // Too much is an error.
        public static async Task<long> Guarded(Stream source, FileStream destination, long limit)
        {
            var buffer = new byte[81920];
            long total = 0;
            while (true) // expect: copy-loop replaceable unknown-to-file 81920 depends
            {
                var count = await source.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
                if (count == 0) break;
                total += count;
                if (total > limit) throw new InvalidDataException("more than allowed");
                await destination.WriteAsync(buffer, 0, count).ConfigureAwait(false);
            }
            return total;
        }

        public async Task<byte[]> Picture(string url, Action<double> show)
        {
            using (var stream = new MemoryStream())
            using (var response = await http.GetAsync(url))
            using (var input = await response.Content.ReadAsStreamAsync())
            {
                var buffer = new byte[8192];
                int n;
                while ((n = await input.ReadAsync(buffer, 0, buffer.Length)) > 0) // expect: copy-loop memory-sink socket-to-memory 8192
                {
                    await stream.WriteAsync(buffer, 0, n);
                    show(stream.Length);
                }
                return stream.ToArray();
            }
        }

        // One step; its loop stands with the caller.
        private static async Task<int> Step(Stream source, Stream destination, byte[] buffer)
        {
            int n = await source.ReadAsync(buffer, 0, buffer.Length);
            await destination.WriteAsync(buffer, 0, n);
            return n;
        }

        // A body typed by its owner: HTTP hides the socket.
        public static void Answer(System.Net.HttpListenerResponse answer, string path)
        {
            using (var file = new FileInfo(path).OpenRead())
            {
                var buffer = new byte[4096];
                int n;
                while (0 < (n = file.Read(buffer, 0, buffer.Length))) // expect: tidy-copy replaceable file-to-socket 4096 user-space
                    answer.OutputStream.Write(buffer, 0, n);
            }
        }
    }
}
