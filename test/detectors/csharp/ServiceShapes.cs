// Shapes that services and libraries have: pooled memory, lazily opened targets, limits, progress.
using System;
using System.Buffers;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

class Fetcher
{
    private readonly Memory<byte> _page = new byte[16384];
    private readonly CancellationTokenSource _stop = new CancellationTokenSource();
    private long _seen;

    async Task DrainToHost(Stream guest, Stream host)
    {
        while (true) // expect: copy-loop replaceable unknown-to-unknown 16384 depends
        {
            var got = await guest.ReadAsync(_page, _stop.Token);
            if (got is 0)
            {
                break;
            }

            host.Write(_page.Span.Slice(0, got));
        }
    }

    void FetchLazily(Stream body, string target, long expected)
    {
        FileStream kept = null;
        var page = new byte[32768];
        int got;
        while ((got = body.Read(page, 0, page.Length)) > 0) // expect: copy-loop replaceable unknown-to-file 32768
        {
            if (kept == null && target != null)
            {
                kept = new FileStream(target, FileMode.Create);
            }

            kept.Write(page, 0, got);
            _seen += got;
        }
    }

    void FetchWhole(RemoteReader reader, Stream target)
    {
        while (true) // expect: copy-loop replaceable unknown-to-unknown
        {
            byte[] piece = reader.Read();
            if (piece.Length == 0)
            {
                break;
            }

            target.Write(piece, 0, piece.Length);
        }
    }

    async Task<bool> Forward(Stream from, Stream to, long promised, CancellationToken token)
    {
        var page = new byte[65536];
        long sent = 0;
        while (true) // expect: copy-loop replaceable unknown-to-unknown 65536
        {
            // Waits without holding a page.
            await from.ReadAsync(Memory<byte>.Empty, token);
            int got = await from.ReadAsync(page.AsMemory(), token);
            sent += got;
            if (got == 0)
            {
                return sent == promised;
            }

            await to.WriteAsync(page.AsMemory(0, got), token);
        }
    }

    static void SendPart(string path, long count, Socket peer)
    {
        using var file = File.OpenRead(path);
        var page = new byte[8192];
        while (count > 0) // expect: copy-loop replaceable file-to-socket 8192 kernel no-fix
        {
            int got = file.Read(page, 0, (int)Math.Min(page.Length, count));
            if (got == 0) break;
            peer.Send(page, 0, got, SocketFlags.None);
            count -= got;
        }
    }

    void UploadSlowly(FileStream file, Stream uplink, int pauseMs, IProgress<long> report)
    {
        var page = new byte[4096];
        long done = 0;
        int got;
        while ((got = file.Read(page, 0, page.Length)) > 0) // expect: copy-loop replaceable file-to-unknown 4096 - no-fix
        {
            uplink.Write(page, 0, got);
            done += got;
            report.Report(done);
            Thread.Sleep(pauseMs);
        }
    }

    async Task Cancelled(Stream from, Stream to, CancellationToken token)
    {
        var page = new byte[4096];
        while (!token.IsCancellationRequested) // expect: copy-loop replaceable unknown-to-unknown 4096
        {
            int got = await from.ReadAsync(page, 0, page.Length, token).WithCancellation(token);
            if (got == 0) break;
            await to.WriteAsync(page, 0, got, CancellationToken.None);
        }
    }

    static void AllButTheLast(string from, string to)
    {
        using (var source = File.OpenRead(from))
        using (var target = File.Create(to))
        {
            for (int at = 0; at < source.Length - 16; ++at) // expect: tidy-copy replaceable file-to-file - user-space no-fix
            {
                target.WriteByte((byte)source.ReadByte());
            }
        }
    }

    static void Renamed(ImageFile before, ImageFile after)
    {
        using (var source = before.GetStream(Part.Data).Open(FileAccess.Read))
        using (var target = after.GetStream(Part.Data).Open(FileAccess.Write))
        {
            var page = new byte[4096];
            int got;
            do // expect: copy-loop replaceable unknown-to-unknown 4096 depends
            {
                got = source.Read(page, 0, page.Length);
                target.Write(page, 0, got);
            } while (got != 0);
        }
    }

    static void CopySync(string from, string to)
    {
        using (var source = File.OpenRead(from))
        using (var target = File.Create(to))
        {
            var page = new byte[4096];
            int got;
            while ((got = source.Read(page, 0, page.Length)) != 0) // expect: copy-loop replaceable file-to-file 4096 kernel fix
            {
                target.Write(page, 0, got);
            }
        }
    }

    static async Task CopyStreams(Stream source, Stream target, CancellationToken token)
    {
        var page = new byte[4096];
        int got;
        while ((got = await source.ReadAsync(page, 0, page.Length, token)) > 0) // expect: copy-loop replaceable unknown-to-unknown 4096 depends fix
        {
            await target.WriteAsync(page, 0, got, token);
        }
    }

    static void CopyPooled(Stream source, Stream target)
    {
        var page = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            int got;
            do // expect: copy-loop replaceable unknown-to-unknown 81920 depends no-fix
            {
                got = source.Read(page, 0, page.Length);
                target.Write(page, 0, got);
            } while (got > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(page);
        }
    }

    static void Echo(TcpClient client, string path)
    {
        NetworkStream wire = client.GetStream();
        using (var file = File.OpenRead(path))
        {
            var page = new byte[4096];
            int got;
            while ((got = file.Read(page, 0, page.Length)) > 0) // expect: copy-loop replaceable file-to-socket 4096 kernel fix
            {
                wire.Write(page, 0, got);
            }
        }
    }

    static async Task One(string from, string to, CancellationToken token)
    {
        await using var source = File.OpenRead(from);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, token); // expect: copy-call replaceable file-to-file - kernel
    }

    static void Joined(string[] pieces, string to)
    {
        using (var target = File.Create(to))
            foreach (var piece in pieces)
                using (var source = File.OpenRead(piece))
                    source.CopyTo(target);
    }
}
