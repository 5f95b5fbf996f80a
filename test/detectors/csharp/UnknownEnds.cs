using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Reflection;
using System.Threading.Tasks;

namespace Fixtures
{
    static class UnknownEnds
    {
        public static void Relay(Stream input, Stream output)
        {
            byte[] buffer = new byte[32 * 1024];
            int read;
            while ((read = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable unknown-to-unknown 32768 depends
            {
                output.Write(buffer, 0, read);
            }
        }

        public static async Task<long> RelayAsync(this Stream source, Stream destination, int bufferSize)
        {
            var buffer = new byte[bufferSize];
            long total = 0;
            int read;
            while ((read = await source.ReadAsync(buffer, 0, buffer.Length)) != 0) // expect: copy-loop replaceable unknown-to-unknown - depends
            {
                await destination.WriteAsync(buffer, 0, read);
                total += read;
            }
            return total;
        }

        public static void Save(Stream body, string path)
        {
            using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
            {
                var buffer = new byte[4096];
                while (true) // expect: copy-loop replaceable unknown-to-file 4096 depends
                {
                    int n = body.Read(buffer, 0, buffer.Length);
                    if (n <= 0)
                        break;
                    file.Write(buffer, 0, n);
                }
            }
        }

        public static void Export(string path, Stream sink)
        {
            using (var file = File.OpenRead(path))
            {
                var buffer = new byte[8 * 1024];
                int n = file.Read(buffer, 0, buffer.Length);
                while (n > 0) // expect: copy-loop replaceable file-to-unknown 8192 depends
                {
                    sink.Write(buffer, 0, n);
                    n = file.Read(buffer, 0, buffer.Length);
                }
            }
        }

        public static void Resource(string name, string path)
        {
            using (Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name))
            using (Stream file = File.Create(path))
            {
                var buffer = new byte[1024];
                int length;
                while ((length = resource.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop replaceable unknown-to-file 1024 depends
                    file.Write(buffer, 0, length);
            }
        }

        private static int Take(Stream input, byte[] into)
        {
            return input.Read(into, 0, into.Length);
        }

        private static void Give(Stream output, byte[] data, int count)
        {
            output.Write(data, 0, count);
        }

        public static void ViaHelpers(Stream input, Stream output)
        {
            var buffer = new byte[2048];
            int n;
            while ((n = Take(input, buffer)) > 0) // expect: copy-loop replaceable unknown-to-unknown 2048 depends
            {
                Give(output, buffer, n);
            }
        }

        public static async Task FromNetwork(NetworkStream network, Stream sink)
        {
            var buffer = new byte[4096];
            int n;
            while ((n = await network.ReadAsync(buffer, 0, 4096)) > 0) // expect: tidy-copy replaceable socket-to-unknown 4096 user-space
                await sink.WriteAsync(buffer, 0, n);
        }

        // No call of this runtime moves between standard streams.
        public static void Cat()
        {
            using (Stream input = Console.OpenStandardInput())
            using (Stream output = Console.OpenStandardOutput())
            {
                var buffer = new byte[65536];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable pipe-to-pipe 65536 user-space
                    output.Write(buffer, 0, n);
            }
        }

        public static void Capture(ProcessStartInfo start, string path)
        {
            start.RedirectStandardOutput = true;
            using (Process process = Process.Start(start))
            using (var log = File.Create(path))
            {
                Stream pipe = process.StandardOutput.BaseStream;
                var buffer = new byte[4096];
                int n;
                while ((n = pipe.Read(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable pipe-to-file 4096 user-space
                {
                    log.Write(buffer, 0, n);
                }
                process.WaitForExit();
            }
        }

        public static void Feed(Process process, string path)
        {
            Stream pipe = process.StandardInput.BaseStream;
            using (var file = File.OpenRead(path))
            {
                var buffer = new byte[32768];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0) // expect: tidy-copy replaceable file-to-pipe 32768 user-space
                {
                    pipe.Write(buffer, 0, n);
                }
            }
            pipe.Close();
        }
    }
}
