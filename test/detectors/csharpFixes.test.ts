import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Language, Parser } from 'web-tree-sitter';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noCompiler = lacks('mcs', 'mono');

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

async function hasErrors(text: string): Promise<boolean> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(await loadWasm('tree-sitter-c-sharp')));
  return parser.parse(text)?.rootNode.hasError ?? true;
}

for (const { path, text } of fixtures().filter(fixture => fixture.language === 'csharp')) {
  test(`csharp: ${path} parses after all its fixes`, async () => {
    // The first analysis starts the parser's runtime.
    const fixed = await applyAll(analyzer, path, text);
    assert.equal(await hasErrors(text), false);
    assert.equal(await hasErrors(fixed.text), false, fixed.text);
  });
}

const methods = (body: string): string =>
  `using System.IO;\n\nclass Backup\n{\n    ${body.trim().split('\n').join('\n    ')}\n}\n`;

const modern = methods(`
void Copy(string from, string to)
{
    using var input = File.OpenRead(from);
    using var output = File.Create(to);
    var buffer = new byte[4096];
    int n;
    while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
    {
        output.Write(buffer, 0, n);
    }
}`);

test('csharp: a fix keeps CRLF line ends, and takes the openings with it', async () => {
  const { text, titles } = await applyAll(analyzer, 'a.cs', modern.replace(/\n/g, '\r\n'));
  assert.deepEqual(titles, ['Replace the loop by File.Copy']);
  const left = methods('void Copy(string from, string to)\n{\n    File.Copy(from, to, true);\n}');
  assert.equal(text, left.replace(/\n/g, '\r\n'));
});

test('csharp: an asynchronous send names its socket, path and token', async () => {
  const { text } = await applyAll(
    analyzer,
    'a.cs',
    methods(`
async Task Send(string path, Socket socket, CancellationToken token)
{
    await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
    var buffer = new byte[65536];
    int n;
    while ((n = await file.ReadAsync(buffer, token)) > 0)
    {
        await socket.SendAsync(buffer.AsMemory(0, n), SocketFlags.None, token);
    }
}`),
  );
  assert.match(text, /\n {4}\{\n {8}await socket\.SendFileAsync\(path, token\);\n {4}\}\n/);
});

test('csharp: a total is counted by where the source stands', async () => {
  const { text } = await applyAll(
    analyzer,
    'a.cs',
    methods(`
long Upload(string path, Stream sink)
{
    long total = 0;
    using (var file = File.OpenRead(path))
    {
        var buffer = new byte[4096];
        int n;
        while ((n = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            sink.Write(buffer, 0, n);
            total += n;
        }
    }
    return total;
}`),
  );
  assert.match(text, /\n {12}file\.CopyTo\(sink\);\n {12}total \+= file\.Position;\n {8}\}\n/);
});

test('csharp: a target opened for appending keeps what it holds', async () => {
  const text = modern.replace('File.Create(to)', 'new FileStream(to, FileMode.Append)');
  const { text: fixed, titles } = await applyAll(analyzer, 'a.cs', text);
  assert.deepEqual(titles, ['Replace the loop by Stream.CopyTo']);
  assert.match(fixed, /FileMode\.Append\);\n {8}input\.CopyTo\(output\);\n/);
});

const refused: Record<string, [string | RegExp, string]> = {
  'half-typed code': ['buffer, 0, n);', 'buffer, 0, n'],
  'a target that keeps what it holds': ['File.Create(to)', 'File.OpenWrite(to)'],
  'a source that does not start at its beginning': [
    'var buffer',
    'input.Seek(10, SeekOrigin.Begin);\n        var buffer',
  ],
  'a target that is used otherwise': [
    'buffer, 0, n);\n        }',
    'buffer, 0, n);\n        }\n        output.Flush(true);',
  ],
  'a stream that is handed out': ['void Copy', 'Stream Copy'],
  'a total that is used afterwards and is an int': ['int n;', 'int n, total = 0;'],
  'a progress report': ['buffer, 0, n);', 'buffer, 0, n);\n            progress.Report(n);'],
  'a limit': [') > 0)', ') > 0 && left > 0)'],
  'a flag that ends the loop': ['output.Write', 'if (stopped) break;\n            output.Write'],
  'a return from within': ['output.Write', 'if (n < 4096) return;\n            output.Write'],
  'a buffer that is used afterwards': [/n\);\n {8}\}/, 'n);\n        }\n        Keep(buffer);'],
  'a path that gets another value': ['var buffer', 'to = to + ".part";\n        var buffer'],
};

for (const [name, [from, to]] of Object.entries(refused)) {
  test(`csharp: ${name}: no fix`, async () => {
    let text = modern.replace(from, to);
    if (name.includes('handed out'))
      text = text.replace(/\n {8}\}\n/, '\n        }\n        return output;\n');
    if (name.includes('int'))
      text = text
        .replace('n);\n', 'n);\n            total += n;\n')
        .replace(/\n {8}\}\n/, '\n        }\n        Console.WriteLine(total);\n');
    assert.notEqual(text, modern);
    const findings = await analyzer.analyze('a.cs', text, 'csharp');
    const fixes = findings.filter(finding => finding.fix !== null);
    assert.deepEqual(fixes, [], text);
  });
}
