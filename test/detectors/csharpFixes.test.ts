import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, has, movedBy, run, sample } from './fixRuns';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noCompiler = has('mcs') && has('mono') ? false : 'mcs is not installed; apt-get install mono-mcs';

const program = `using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

static class Program
{
    static void Whole(string from, string to)
    {
        using (var input = File.OpenRead(from))
        using (var output = new FileStream(to, FileMode.Create))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
            {
                output.Write(buffer, 0, n);
            }
        }
    }

    static long Counted(string from, string to)
    {
        long total = 0;
        byte[] buffer = new byte[8192];
        using (FileStream input = new FileStream(from, FileMode.Open, FileAccess.Read))
        {
            using (FileStream output = File.Create(to))
            {
                while (true)
                {
                    int n = input.Read(buffer, 0, buffer.Length);
                    if (n == 0) break;
                    output.Write(buffer, 0, n);
                    total += n;
                }
            }
        }
        return total;
    }

    static void Send(string path, Socket socket)
    {
        using (var file = File.OpenRead(path))
        {
            var buffer = new byte[16384];
            int n;
            while ((n = file.Read(buffer, 0, buffer.Length)) > 0)
            {
                socket.Send(buffer, 0, n, SocketFlags.None);
            }
        }
    }

    static void Serve(string path, TcpClient client)
    {
        var stream = client.GetStream();
        using (var file = File.OpenRead(path))
        {
            var buffer = new byte[16384];
            int n;
            while ((n = file.Read(buffer, 0, buffer.Length)) > 0)
                stream.Write(buffer, 0, n);
        }
    }

    static async Task Drain(Stream source, Stream sink, CancellationToken token)
    {
        var buffer = new byte[16384];
        int n;
        while ((n = await source.ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) > 0)
        {
            await sink.WriteAsync(buffer, 0, n, token).ConfigureAwait(false);
        }
    }

    static void Main()
    {
        Whole("input", "one");
        Console.WriteLine(Counted("input", "two"));
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        foreach (var name in new[] { "three", "four" })
        {
            var receiving = Task.Run(async () =>
            {
                using (var peer = listener.AcceptTcpClient())
                using (var output = File.Create(name))
                    await Drain(peer.GetStream(), output, CancellationToken.None);
            });
            using (var client = new TcpClient("127.0.0.1", port))
            {
                if (name == "three") Send("input", client.Client);
                else Serve("input", client);
            }
            receiving.Wait();
        }
    }
}
`;

test(
  'csharp: fixed loops move the same bytes, to a socket inside the kernel',
  { skip: noCompiler },
  async t => {
    const where = folder();
    t.after(() => where.remove());
    const data = sample();
    where.write('input', data);
    const { text, titles } = await applyAll(analyzer, 'Main.cs', program);
    assert.deepEqual(titles.sort(), [
      'Replace the loop by File.Copy',
      'Replace the loop by File.Copy',
      'Replace the loop by Socket.SendFile',
      'Replace the loop by Socket.SendFile',
      'Replace the loop by Stream.CopyToAsync',
    ]);
    assert.deepEqual(await analyzer.analyze('Main.cs', text, 'csharp'), []);
    where.write('Main.cs', text);
    const compiled = run(['mcs', '-out:main.exe', 'Main.cs'], where);
    assert.equal(compiled.status, 0, `${compiled.output}\n${text}`);
    const done = run(['mono', 'main.exe'], where, ['sendfile', 'sendfile64']);
    assert.equal(done.status, 0, `${done.output}\n${text}`);
    assert.match(done.output, new RegExp(`^${data.length}$`, 'm'));
    for (const copy of ['one', 'two', 'three', 'four'])
      assert.equal(where.digest(copy), where.digest('input'), copy);
    if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
    const moved = movedBy(done.calls, 'sendfile') + movedBy(done.calls, 'sendfile64');
    assert.ok(moved >= 2 * data.length, `${moved} bytes by sendfile`);
  },
);
