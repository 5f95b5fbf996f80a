// Loops that read and write and are no copies of a stream, and streams that change what passes.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

class Archive
{
    // One stream: the end of it is moved down, piece by piece.
    static void CloseGap(Stream file, long from, long to, int left)
    {
        var page = new byte[4096];
        while (left > 0) // expect: copy-loop inspected
        {
            file.Position = from;
            int got = file.Read(page, 0, Math.Min(page.Length, left));
            if (got == 0) break;
            file.Position = to;
            file.Write(page, 0, got);
            from += got;
            to += got;
            left -= got;
        }
    }

    // Follows a recording that still grows.
    static async Task Follow(Stream recording, Stream viewer, int patience, CancellationToken token)
    {
        var page = new byte[4096];
        var idle = 0;
        while (idle < patience) // expect: copy-loop inspected
        {
            var got = await recording.ReadAsync(page, token);
            if (got == 0)
            {
                idle++;
                await Task.Delay(50, token);
            }
            else
            {
                idle = 0;
                await viewer.WriteAsync(page.AsMemory(0, got), token);
            }
        }
    }

    static void Checked(Stream entry, uint expected)
    {
        using var sum = new Crc32Stream(Stream.Null);
        var page = new byte[4096];
        int got;
        while ((got = entry.Read(page, 0, page.Length)) > 0) // expect: copy-loop inspected
        {
            sum.Write(page, 0, got);
        }
    }

    static void Unpacked(Stream packed, Stream target, Coders coders)
    {
        var plain = coders.CreateDecoderStream(packed, 9);
        var page = new byte[4096];
        for (; ; ) // expect: copy-loop encrypted
        {
            var got = plain.Read(page, 0, page.Length);
            if (got == 0) break;
            target.Write(page, 0, got);
        }
    }

    static void UnpackedBlock(Stream packed, Stream target, long left)
    {
        using var plain = LzmaStream.Create(packed, left);
        var page = new byte[4096];
        while (left > 0) // expect: copy-loop encrypted
        {
            var got = plain.Read(page, 0, (int)Math.Min(page.Length, left));
            if (got <= 0) throw new EndOfStreamException();
            target.Write(page, 0, got);
            left -= got;
        }
    }

    // Each message keeps its borders.
    static async Task Messages(WebSocketLike peer, byte[] page, CancellationToken token)
    {
        while (true)
        {
            var message = await peer.Receive(token);
            if (message.Closed) return;
            await peer.Reply(message.Kind, message.Text, token);
        }
    }

    // Whoever asked for the copy sees each piece.
    static async Task Watched(Stream input, Stream output, Action<byte[], int> seen, CancellationToken token)
    {
        var page = new byte[4096];
        while (!token.IsCancellationRequested) // expect: copy-loop inspected
        {
            int got = await input.ReadAsync(page, 0, page.Length, token).WithCancellation(token);
            int left;
            if ((left = got) != 0 && !token.IsCancellationRequested)
            {
                await output.WriteAsync(page, 0, left, token);
                seen?.Invoke(page, left);
            }
            else
            {
                break;
            }
        }
    }

    static void Sealed(Stream plain, Stream target, PacketEncrypter encrypter)
    {
        using (var packets = encrypter.Open(target, plain.Length))
        {
            var page = new byte[4096];
            int got;
            while ((got = plain.Read(page, 0, page.Length)) > 0) // expect: copy-loop encrypted
                packets.Write(page, 0, got);
        }
    }

    static void Filtered(string path, Stream target, LineFilter filter)
    {
        using (var lines = new FilteredStream(target))
        using (var file = File.OpenRead(path))
        {
            lines.Add(filter);
            var page = new byte[4096];
            int got;
            while ((got = file.Read(page, 0, page.Length)) > 0) // expect: copy-loop transformed
                lines.Write(page, 0, got);
        }
    }

    static void Repacked(ZipLike old, Stream target)
    {
        var entry = old.First.OpenReader();
        var page = new byte[4096];
        int got;
        while ((got = entry.Read(page, 0, page.Length)) > 0) // expect: copy-loop encrypted
            target.Write(page, 0, got);
    }

    static void Kept(Decoder decoder, int size)
    {
        var kept = new SegmentedMemoryWriterStream(size);
        while (0 < size) // expect: copy-loop memory-sink
        {
            kept.WriteByte(decoder.ReadByte());
            size--;
        }
    }

    static void Stored(ByteReader reader, NodeSerializer serializer, int size)
    {
        for (int at = 0; at < size; at++)
        {
            serializer.Write(reader.ReadByte());
        }
    }

    // Files inside of an image: File.Copy does not know them.
    static void Extracted(DiscFileInfo[] files, string folder)
    {
        foreach (DiscFileInfo file in files)
        {
            using (Stream source = file.OpenRead())
            using (Stream target = File.Create(Path.Combine(folder, file.Name)))
            {
                source.CopyTo(target);
            }
        }
    }

    static void ExtractedToo(ImageFolder folder, string target)
    {
        foreach (var file in folder.GetFiles())
        {
            using (Stream source = file.OpenRead())
            using (Stream copy = File.Create(Path.Combine(target, file.Name)))
            {
                source.CopyTo(copy);
            }
        }
    }

    static int Fill(Stream source, byte[] page)
    {
        int at = 0;
        while (at < page.Length)
        {
            int got = source.Read(page, at, page.Length - at);
            if (got == 0) break;
            at += got;
        }
        return at;
    }

    static void Lines(TextReader input, TextWriter output)
    {
        var text = new char[1024];
        int got;
        while ((got = input.Read(text, 0, text.Length)) > 0)
        {
            output.Write(text, 0, got);
        }
    }

    static void Rows(RowReader reader, Stream output)
    {
        while (reader.Read())
        {
            output.Write(reader.Key, 0, reader.Key.Length);
        }
    }

    static void Framed(Stream input, Stream output)
    {
        var page = new byte[4096];
        int got;
        while ((got = input.Read(page, 0, page.Length)) > 0) // expect: copy-loop transformed
        {
            output.WriteByte((byte)(got >> 8));
            output.WriteByte((byte)got);
            output.Write(page, 0, got);
        }
    }

    static void Asked(NetworkStream wire, IEnumerable<byte[]> questions)
    {
        var answer = new byte[256];
        foreach (var question in questions)
        {
            wire.Write(question, 0, question.Length);
            wire.Read(answer, 0, answer.Length);
        }
    }
}

class Paused : Stream
{
    // What a caller's CopyTo runs: no call could stand here.
    public override void CopyTo(Stream target, int size)
    {
        var page = new byte[size];
        int got;
        while ((got = this.Read(page, 0, page.Length)) != 0)
        {
            target.Write(page, 0, got);
        }
    }
}

class Recorded : MemoryStream
{
    private readonly Stream _wire;

    void Load()
    {
        var page = new byte[4096];
        int got;
        while ((got = _wire.Read(page, 0, page.Length)) > 0) // expect: copy-loop memory-sink
        {
            base.Write(page, 0, got);
        }
    }
}

class Questions
{
    // A question goes one way, its answer comes back in the same space.
    static void Relay(NetworkStream client, NetworkStream server)
    {
        var room = new byte[8192];
        int got;
        while ((got = client.Read(room, 0, room.Length)) > 0) // expect: copy-loop inspected
        {
            server.Write(room, 0, got);
            got = server.Read(room, 0, room.Length);
            client.Write(room, 0, got);
        }
    }
}

class Confirmed
{
    // Each block waits for its answer.
    static void Send(Stream recording, TcpClient viewer)
    {
        var page = new byte[8192];
        int got;
        while ((got = recording.Read(page, 0, page.Length)) > 0) // expect: copy-loop inspected
        {
            viewer.GetStream().Write(page, 0, got);
            if (viewer.GetStream().ReadByte() != 6) throw new IOException();
        }
    }
}
