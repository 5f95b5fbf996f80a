using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Fixtures.Modern;

public sealed class Mover(HttpClient http)
{
    private const int Size = 128 * 1024;

    public async Task DuplicateAsync(string source, string target, CancellationToken token = default)
    {
        await using var input = File.OpenRead(source);
        await using var output = File.Create(target);
        Memory<byte> buffer = new byte[Size];
        int read;
        while ((read = await input.ReadAsync(buffer, token)) > 0) // expect: copy-loop replaceable file-to-file 131072 kernel
        {
            await output.WriteAsync(buffer[..read], token);
        }
    }

    public async Task SendAsync(Socket socket, string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        byte[] buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer) is var n and > 0) // expect: copy-loop replaceable file-to-socket 65536 kernel
        {
            await socket.SendAsync(buffer.AsMemory(0, n));
        }
    }

    public async Task<long> DownloadAsync(Uri address, string path, IProgress<long>? progress)
    {
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var file = File.Create(path);
        var buffer = new byte[8192];
        var total = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer)) != 0) // expect: tidy-copy replaceable socket-to-file 8192 user-space
        {
            await file.WriteAsync(buffer.AsMemory(0, read));
            progress?.Report(total += read);
        }
        return total;
    }

    public static void BySpan(string source, string target)
    {
        using var input = File.OpenRead(source);
        using var output = File.Create(target);
        Span<byte> block = stackalloc byte[4096];
        int n;
        while ((n = input.Read(block)) > 0) // expect: copy-loop replaceable file-to-file 4096 kernel
        {
            output.Write(block[..n]);
        }
    }

    // What is rented may be larger than asked for; the read asks for no more.
    public static async Task RelayAsync(Stream from, Stream to, CancellationToken token)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16384);
        try
        {
            while (true) // expect: copy-loop replaceable unknown-to-unknown 16384 depends
            {
                int n = await from.ReadAsync(rented.AsMemory(0, 16384), token);
                if (n == 0) break;
                await to.WriteAsync(new ReadOnlyMemory<byte>(rented, 0, n), token);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // Right as it is.
    public static Task SendWhole(Socket socket, string path) => socket.SendFileAsync(path).AsTask();
}
