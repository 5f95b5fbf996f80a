using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures
{
    static class NoRelays
    {
        public static byte[] Slurp(Stream input)
        {
            using (var memory = new MemoryStream())
            {
                var buffer = new byte[4096];
                int n;
                while ((n = input.Read(buffer, 0, buffer.Length)) > 0) // expect: copy-loop memory-sink unknown-to-memory 4096
                {
                    memory.Write(buffer, 0, n);
                }
                return memory.ToArray();
            }
        }

        public static async Task<MemoryStream> SlurpAsync(NetworkStream network)
        {
            var memory = new MemoryStream();
            var buffer = new byte[1024];
            int n;
            do // expect: copy-loop memory-sink socket-to-memory 1024
            {
                n = await network.ReadAsync(buffer, 0, buffer.Length);
                await memory.WriteAsync(buffer, 0, n);
            } while (n > 0);
            memory.Position = 0;
            return memory;
        }

        public static string Text(Socket socket)
        {
            var text = new StringBuilder();
            var buffer = new byte[512];
            int n;
            while ((n = socket.Receive(buffer)) > 0)
                text.Append(Encoding.UTF8.GetString(buffer, 0, n));
            return text.ToString();
        }

        public static void ReadExactly(Stream input, byte[] target)
        {
            int at = 0;
            while (at < target.Length)
            {
                int n = input.Read(target, at, target.Length - at);
                if (n == 0)
                    throw new EndOfStreamException();
                at += n;
            }
        }

        // Filled first, written once.
        public static void LoadAndSend(string path, Stream output)
        {
            using (var file = File.OpenRead(path))
            {
                var whole = new byte[file.Length];
                int at = 0;
                while (at < whole.Length)
                {
                    int n = file.Read(whole, at, whole.Length - at);
                    if (n == 0) break;
                    at += n;
                }
                output.Write(whole, 0, at);
            }
        }

        public static byte[] Digest(string path)
        {
            using (var md5 = MD5.Create())
            using (var file = File.OpenRead(path))
            {
                var buffer = new byte[8192];
                int n;
                while ((n = file.Read(buffer, 0, buffer.Length)) > 0)
                    md5.TransformBlock(buffer, 0, n, buffer, 0);
                md5.TransformFinalBlock(buffer, 0, 0);
                return md5.Hash;
            }
        }

        public static bool Same(Stream a, Stream b)
        {
            while (true)
            {
                int one = a.ReadByte();
                int two = b.ReadByte();
                if (one != two) return false;
                if (one == -1) return true;
            }
        }

        // Lines, each of them judged.
        public static void Filter(string source, string target, string word)
        {
            using (var reader = File.OpenText(source))
            using (var writer = File.CreateText(target))
            {
                string line;
                while ((line = reader.ReadLine()) != null)
                {
                    if (line.Contains(word))
                        writer.WriteLine(line);
                }
            }
        }

        // Read a request, write an answer.
        public static void Serve(NetworkStream network, IDictionary<string, string> table)
        {
            var buffer = new byte[256];
            int n;
            while ((n = network.Read(buffer, 0, buffer.Length)) > 0)
            {
                string key = Encoding.ASCII.GetString(buffer, 0, n).Trim();
                byte[] answer = Encoding.ASCII.GetBytes(table.TryGetValue(key, out var value) ? value : "-");
                network.Write(answer, 0, answer.Length);
            }
        }

        public static long Acknowledge(Socket socket)
        {
            long total = 0;
            byte[] ok = { 6 };
            var buffer = new byte[64];
            for (int n = socket.Receive(buffer); n > 0; n = socket.Receive(buffer))
            {
                total += n;
                socket.Send(ok);
            }
            return total;
        }

        public static void Records(BinaryReader reader, BinaryWriter writer, int kind)
        {
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                int tag = reader.ReadInt32();
                byte[] body = reader.ReadBytes(reader.ReadInt32());
                if (tag == kind)
                    writer.Write(body);
            }
        }

        // Each file read whole, between two other writes.
        public static void Bundle(IEnumerable<string> names, Stream output)
        {
            foreach (string name in names)
            {
                byte[] body = File.ReadAllBytes(name);
                byte[] head = Encoding.UTF8.GetBytes(name + " " + body.Length + "\n");
                output.Write(head, 0, head.Length);
                output.Write(body, 0, body.Length);
            }
        }

        public static void Concatenate(IEnumerable<string> names, string target)
        {
            using (var output = File.Create(target))
            {
                foreach (string name in names)
                {
                    foreach (string line in File.ReadLines(name))
                    {
                        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
                        output.Write(bytes, 0, bytes.Length);
                    }
                }
            }
        }

        public static void Wipe(FileStream file)
        {
            var zeros = new byte[65536];
            long left = file.Length;
            while (left > 0)
            {
                int n = (int)Math.Min(left, zeros.Length);
                file.Write(zeros, 0, n);
                left -= n;
            }
        }

        public static void Discard(Stream input)
        {
            var buffer = new byte[4096];
            while (input.Read(buffer, 0, buffer.Length) > 0)
            {
            }
        }

        public static void Produce(Stream input, BlockingCollection<byte[]> queue)
        {
            while (true)
            {
                var part = new byte[8192];
                int n = input.Read(part, 0, part.Length);
                if (n == 0) break;
                Array.Resize(ref part, n);
                queue.Add(part);
            }
            queue.CompleteAdding();
        }

        // Follows a growing file; an empty read is no end.
        public static void Follow(string path, Action<string> each, CancellationToken token)
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            using (var reader = new StreamReader(file))
            {
                file.Seek(0, SeekOrigin.End);
                while (!token.IsCancellationRequested)
                {
                    string line = reader.ReadLine();
                    if (line == null) Thread.Sleep(200);
                    else each(line);
                }
            }
        }

        // Connects again and seeks where the transfer broke: no one call does that.
        public static void Resume(string path, Func<NetworkStream> connect)
        {
            NetworkStream network = connect();
            using (var file = File.OpenRead(path))
            {
                var buffer = new byte[4096];
                while (file.Position < file.Length)
                {
                    long at = file.Position;
                    int n = file.Read(buffer, 0, buffer.Length);
                    try
                    {
                        network.Write(buffer, 0, n);
                    }
                    catch (IOException)
                    {
                        network = connect();
                        file.Position = at;
                    }
                }
            }
        }
    }
}
