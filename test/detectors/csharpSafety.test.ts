import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { summaryIn, told } from './summaries';
import { loadWasm } from './wasm';

// Programs of .NET whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const first = async (text: string): Promise<Finding | undefined> =>
  (await analyzer.analyze('A.cs', text, 'csharp'))[0];

const inClass = (method: string): string => `using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

class A
{
${method}}
`;

const files = inClass(`    void Copy(string from, string to, long left)
    {
        using (var input = File.OpenRead(from))
        using (var output = File.Create(to))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
            {
                output.Write(buffer, 0, n);
            }
        }
    }
`);

const streams =
  inClass(`    async Task Copy(Stream input, Stream output, CancellationToken token, CancellationToken other)
    {
        var buffer = new byte[4096];
        int n;
        while ((n = await input.ReadAsync(buffer, 0, buffer.Length, token)) > 0)
        {
            await output.WriteAsync(buffer, 0, n, token);
        }
    }
`);

const socket = inClass(`    void Send(string path, Socket output)
    {
        using (var input = File.OpenRead(path))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
            {
                output.Send(buffer, 0, n, SocketFlags.None);
            }
        }
    }
`);

type Change = [from: string, to: string];
const changed = (text: string, changes: Change[]): string =>
  changes.reduce((made, [from, to]) => {
    assert.ok(made.includes(from), from);
    return made.replace(from, to);
  }, text);

const write = 'output.Write(buffer, 0, n);';
const writeAsync = 'await output.WriteAsync(buffer, 0, n, token);';
const test0 = '(n = input.Read(buffer, 0, buffer.Length)) > 0';

const refusedOfFiles: Record<string, Change[]> = {
  'a source that others may write to': [
    ['File.OpenRead(from)', 'new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)'],
  ],
  'a source that is positioned as it is made': [
    ['File.OpenRead(from)', 'new FileStream(from, FileMode.Open, FileAccess.Read) { Position = 100 }'],
  ],
  'a source opened by a handle': [['File.OpenRead(from)', 'new FileStream(handle, FileAccess.Read)']],
  'a target that is deleted when it is closed': [
    [
      'File.Create(to)',
      'new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose)',
    ],
  ],
  'a target that is written through': [
    ['File.Create(to)', 'File.Create(to, 4096, FileOptions.WriteThrough)'],
  ],
  'a target of a class of its own': [['File.Create(to)', 'new Masked(to)']],
  'a path that a function with effects gives': [['File.Create(to)', 'File.Create(Prepare(to))']],
  'a statement between opening and loop': [
    ['            var buffer', '            Tell();\n            var buffer'],
  ],
  'a target that is put on disk': [
    ['            }\n        }', '            }\n            output.Flush(true);\n        }'],
  ],
  'a limit on what is read': [
    ['buffer.Length', '(int)Math.Min(buffer.Length, left)'],
    [write, `${write}\n                left -= n;`],
  ],
  'a lock around each write': [[write, `lock (this) { ${write} }`]],
  'a failed write that is passed over': [[write, `try { ${write} } catch (IOException) { }`]],
  'a failure that a filter takes': [
    [write, `try { ${write} } catch (IOException failure) when (failure.HResult == 11) { continue; }`],
  ],
  'a failure that is told before it is thrown': [
    [write, `try { ${write} } catch (IOException failure) { Tell(failure); throw; }`],
  ],
  'code under a condition of the compiler': [
    [write, `\n#if DEBUG\n                Tell();\n#endif\n                ${write}`],
  ],
  'one half of a region': [
    [write, `\n#region write\n                ${write}`],
    ['    }\n}', '#endregion\n    }\n}'],
  ],
  'a jump to a label': [
    [write, `if (n < 3) goto done;\n                ${write}`],
    ['        }\n    }\n}', '        }\n        done: Tell();\n    }\n}'],
  ],
  'the buffer of the object, beside a variable of that name': [
    ['input.Read(buffer', 'input.Read(this.buffer'],
    [write, 'output.Write(this.buffer, 0, n);'],
  ],
  'a total of the object': [[write, `${write}\n                _total += n;`]],
  'a sink of its own kind, beside a stream of that name': [
    [
      '        using (var input',
      '        using (Stream output = File.Create(from)) { output.WriteByte(1); }\n        using (var input',
    ],
    ['using (var output = File.Create(to))', 'using (Masked output = Open(to))'],
  ],
  'a stream that a store makes': [['File.Create(to)', 'store.Create(to)']],
  'a function of the class that may be overridden': [[write, `Check(n);\n                ${write}`]],
  'a total of the caller': [
    ['long left', 'ref long total'],
    [write, `${write}\n                total += n;`],
  ],
  'a total that another function sees': [
    [
      '        using (var input',
      '        long total = 0;\n        Watch(() => total);\n        using (var input',
    ],
    [write, `${write}\n                total += n;`],
    ['        }\n    }\n}', '        }\n        Tell(total);\n    }\n}'],
  ],
  'a total that a handler sees': [
    ['        using (var input', '        long total = 0;\n        try {\n        using (var input'],
    [write, `${write}\n                total += n;`],
    [
      '        }\n    }\n}',
      '        }\n        } catch (IOException) { Tell(total); }\n        Tell(total);\n    }\n}',
    ],
  ],
  'a total that takes no size of a file': [
    ['        using (var input', '        int total = 0;\n        using (var input'],
    [write, `${write}\n                total += n;`],
    ['        }\n    }\n}', '        }\n        Tell(total);\n    }\n}'],
  ],
  'the count is asked for afterwards': [
    ['            int n;\n', ''],
    ['        using (var input', '        int n;\n        using (var input'],
    ['        }\n    }\n}', '        }\n        Tell(n);\n    }\n}'],
  ],
  'the target is made before the source is opened': [
    [
      '        using (var input = File.OpenRead(from))\n        using (var output = File.Create(to))',
      '        using (var output = File.Create(to))\n        using (var input = File.OpenRead(from))',
    ],
  ],
  'a sink that may be null': [[write, 'output?.Write(buffer, 0, n);']],
  'arguments in another order': [[write, 'output.Write(count: n, offset: 0, buffer: buffer);']],
};

const refusedOfStreams: Record<string, Change[]> = {
  'a write that is not waited for': [[writeAsync, writeAsync.replace('await ', '')]],
  'a read whose result is waited for otherwise': [
    [
      'await input.ReadAsync(buffer, 0, buffer.Length, token)',
      'input.ReadAsync(buffer, 0, buffer.Length, token).Result',
    ],
  ],
  'a read that waits beside a write that does not': [[writeAsync, write]],
  'a token of another': [['n, token', 'n, other']],
  'a token for the read alone': [['n, token', 'n']],
  'a test of the token': [[writeAsync, `token.ThrowIfCancellationRequested();\n            ${writeAsync}`]],
  'a time limit': [[writeAsync, 'await output.WriteAsync(buffer, 0, n, token).WaitAsync(limit);']],
  'a flush of each chunk': [[writeAsync, `${writeAsync}\n            await output.FlushAsync(token);`]],
  'a report of each chunk': [[writeAsync, `${writeAsync}\n            progress.Report(n);`]],
  'a report that may have no receiver': [[writeAsync, `${writeAsync}\n            progress?.Report(n);`]],
  'a pause after each chunk': [[writeAsync, `${writeAsync}\n            await Task.Delay(1);`]],
  'two sinks': [[writeAsync, `${writeAsync}\n            await log.WriteAsync(buffer, 0, n, token);`]],
  'chunks that are kept': [[writeAsync, `${writeAsync}\n            chunks.Add(buffer.ToArray());`]],
  'a class of its own behind the sink': [['Stream output', 'Masked output']],
  'a buffer of a pool': [
    ['new byte[4096]', 'ArrayPool<byte>.Shared.Rent(4096)'],
    ['        }\n    }', '        }\n        ArrayPool<byte>.Shared.Return(buffer);\n    }'],
  ],
  'a buffer of the caller': [
    ['CancellationToken other', 'byte[] buffer'],
    ['        var buffer = new byte[4096];\n', ''],
  ],
};

const refusedOfSockets: Record<string, Change[]> = {
  'flags of a send': [['SocketFlags.None', 'SocketFlags.OutOfBand']],
  'an error that is handed out': [
    ['buffer, 0, n, SocketFlags.None', 'buffer, SocketFlags.None, out var error'],
  ],
  'a count of the send that is tested': [
    [
      'output.Send(buffer, 0, n, SocketFlags.None);',
      'if (output.Send(buffer, 0, n, SocketFlags.None) != n) throw new IOException();',
    ],
  ],
  'a datagram socket': [
    ['string path, Socket output', 'string path'],
    [
      '        using (',
      '        var output = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);\n        using (',
    ],
  ],
};

const refused: [string, Record<string, Change[]>][] = [
  [files, refusedOfFiles],
  [streams, refusedOfStreams],
  [socket, refusedOfSockets],
];

for (const [text, changes] of refused)
  for (const [name, change] of Object.entries(changes))
    test(`csharp: ${name}: no fix`, async () =>
      assert.equal((await first(changed(text, change)))?.fix ?? null, null));

for (const part of ['n / 2', 'n & ~511', 'n - 8'])
  test(`csharp: a write of ${part} bytes is no plain copy`, async () => {
    const found = await first(changed(files, [['buffer, 0, n', `buffer, 0, ${part}`]]));
    assert.equal(found?.verdict, 'transformed');
    assert.equal(found.fix, null);
  });

test('csharp: AsSpan takes a length, a range an end', async () => {
  const verdict = async (bytes: string): Promise<string | undefined> =>
    (await first(changed(files, [['buffer, 0, n', bytes]])))?.verdict;
  assert.equal(await verdict('buffer.AsSpan(0, n)'), 'replaceable');
  assert.equal(await verdict('buffer[..n]'), 'replaceable');
  assert.equal(await verdict('buffer.AsSpan(4, n)'), 'transformed');
  assert.equal((await first(changed(files, [['buffer, 0, n', 'buffer[^4..n]']])))?.fix, null);
});

const summarized: Record<string, { change: Change[]; says: string[] }> = {
  'a plain copy': {
    change: [],
    says: ['end by condition', 'read-error by throw', 'write-error by throw'],
  },
  'a pattern': {
    change: [
      [`while (${test0})`, 'while (input.Read(buffer, 0, buffer.Length) is var m and > 0)'],
      ['buffer, 0, n', 'buffer, 0, m'],
    ],
    says: ['end by condition', 'read-error by throw', 'write-error by throw'],
  },
  'a do-loop': {
    change: [
      [`while (${test0})`, 'do'],
      [write, `n = input.Read(buffer, 0, buffer.Length);\n                ${write}`],
      ['            }\n        }', '            } while (n > 0);\n        }'],
    ],
    says: ['read-error by throw', 'write-error by throw', 'end by condition'],
  },
  'what is left to read': {
    change: [
      ['buffer.Length', '(int)Math.Min(buffer.Length, left)'],
      [write, `${write}\n                left -= n;`],
    ],
    says: [
      'unknown: how much the loop reads changes from step to step',
      'end by condition',
      'read-error by throw',
      'write-error by throw',
    ],
  },
};

for (const [name, { change, says }] of Object.entries(summarized))
  test(`csharp: the summary of ${name}`, async () =>
    assert.deepEqual(told(await summaryIn('A.cs', changed(files, change))).sort(), [...says].sort()));

test('csharp: no fix is safe, and each says where it was run', async () => {
  for (const text of [files, streams, socket]) {
    const fix = (await first(text))?.fix;
    assert.equal(fix?.applicability, 'unsafe');
    assert.ok(
      fix.caveats
        .map(said)
        .includes('the rewrite was tested on Mono and .NET Core 3.1, not on later versions'),
    );
  }
});

const stated: Record<string, { text: string; change: Change[]; caveat: string }> = {
  'a source of any class': {
    text: streams,
    change: [],
    caveat: 'a class that overrides CopyTo copies by that, not by its Read',
  },
  'a target that others may read': {
    text: files,
    change: [['File.Create(to)', 'new FileStream(to, FileMode.Create)']],
    caveat: 'others cannot open the target while it is copied',
  },
  'a source opened for writing too': {
    text: files,
    change: [['File.OpenRead(from)', 'new FileStream(from, FileMode.Open)']],
    caveat: 'the source is opened for reading alone, where it had to be writable too',
  },
  'a source for the program alone': {
    text: files,
    change: [['File.OpenRead(from)', 'new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.None)']],
    caveat: 'others may read the source while it is copied',
  },
  'a socket of any kind': {
    text: socket,
    change: [],
    caveat: 'a datagram socket, or one that does not block, is no longer sent to in pieces',
  },
  'a send that may be cut short': {
    text: socket,
    change: [],
    caveat: 'bytes that the loop loses when a write is cut short are no longer lost',
  },
};

for (const [name, { text, change, caveat }] of Object.entries(stated))
  test(`csharp: ${name} is a caveat`, async () => {
    const fix = (await first(changed(text, change)))?.fix;
    const caveats = fix?.caveats.map(said) ?? [];
    assert.ok(caveats.includes(caveat), caveats.join('; '));
  });

const fixed = async (text: string): Promise<string> => {
  const fix = (await first(text))?.fix;
  assert.ok(fix, text);
  return applyEdits(text, fix.edits);
};

test('csharp: an asynchronous copy by path leaves the thread, and takes its token along', async () => {
  const text = inClass(`    async Task Copy(string from, string to, CancellationToken token)
    {
        await using var input = File.OpenRead(from);
        await using var output = File.Create(to);
        var buffer = new byte[4096];
        int n;
        while ((n = await input.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, n), token).ConfigureAwait(false);
        }
    }
`);
  assert.match(
    await fixed(text),
    /\n {4}\{\n {8}await Task\.Run\(\(\) => File\.Copy\(from, to, true\), token\)\.ConfigureAwait\(false\);\n {4}\}\n/,
  );
});

test('csharp: a for-loop that reads ahead has a fix', async () => {
  const text = changed(files, [
    ['            int n;\n', ''],
    [`while (${test0})`, 'for (int n = input.Read(buffer, 0, 4096); n > 0; n = input.Read(buffer, 0, 4096))'],
  ]);
  assert.match(await fixed(text), /\n {4}\{\n {8}File\.Copy\(from, to, true\);\n {4}\}\n/);
});

test('csharp: a first read before the loop goes with it', async () => {
  const text = changed(streams, [
    ['int n;', 'int n = await input.ReadAsync(buffer, 0, buffer.Length, token);'],
    ['(n = await input.ReadAsync(buffer, 0, buffer.Length, token)) > 0', 'n > 0'],
    [writeAsync, `${writeAsync}\n            n = await input.ReadAsync(buffer, 0, buffer.Length, token);`],
  ]);
  assert.match(
    await fixed(text),
    /\n {4}\{\n {8}await input\.CopyToAsync\(output, 81920, token\);\n {4}\}\n/,
  );
});

test('csharp: files that are closed behind the loop are opened and closed by the copy', async () => {
  const text = inClass(`    void Copy(string from, string to)
    {
        var input = File.OpenRead(from);
        var output = File.Create(to);
        var buffer = new byte[4096];
        int n;
        while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
        {
            output.Write(buffer, 0, n);
        }
        output.Flush();
        input.Close();
        output.Close();
        Tell();
    }
`);
  assert.match(await fixed(text), /\n {4}\{\n {8}File\.Copy\(from, to, true\);\n {8}Tell\(\);\n {4}\}\n/);
});

test('csharp: two files of one name are told apart', async () => {
  const copy = `        using (var input = File.OpenRead(from))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
                output.Write(buffer, 0, n);
        }
`;
  const text = inClass(`    void Join(string from, string next, Stream output)
    {
${copy}${copy.replace('OpenRead(from)', 'OpenRead(next)')}    }
`);
  const once = await fixed(text);
  assert.match(once, /input\.CopyTo\(output\);[\s\S]*while/);
  assert.match(
    await fixed(once),
    /OpenRead\(from\)[\s\S]*CopyTo\(output\)[\s\S]*OpenRead\(next\)[\s\S]*CopyTo\(output\)/,
  );
});

const ownNames: Record<string, string> = {
  'a class File of its own': '    class File { }\n',
  'a property called File': '    Store File { get; set; }\n',
  'a class System of its own': '    static class System { }\n',
};

for (const [name, declared] of Object.entries(ownNames))
  for (const [kind, text] of Object.entries({ files, socket }))
    test(`csharp: ${kind}: ${name} is not that of .NET: no File.Copy, no SendFile`, async () => {
      const fix = (await first(changed(text, [['class A\n{\n', `class A\n{\n${declared}`]])))?.fix;
      assert.equal(fix ?? null, null);
    });

const hidden: Record<string, Change[]> = {
  'another name for a class of its own': [['using System.IO;', 'using System.IO;\nusing File = Own.Store;']],
  'a namespace of its own called System': [['class A\n', 'namespace Own.System { class B { } }\nclass A\n']],
  'a class FileStream of its own': [
    ['class A\n', 'class FileStream { }\nclass A\n'],
    ['File.OpenRead(from)', 'new FileStream(from, FileMode.Open)'],
  ],
  'a class FileStream of its own beside any stream': [
    ['class A\n', 'class FileStream : Stream { }\nclass A\n'],
    ['File.OpenRead(from)', 'new FileStream(from)'],
    ['string to', 'Stream output'],
    ['        using (var output = File.Create(to))\n', ''],
  ],
};

for (const [name, change] of Object.entries(hidden))
  test(`csharp: ${name}: no fix`, async () =>
    assert.equal((await first(changed(files, change)))?.fix ?? null, null));

test('csharp: a shorter name for the File of .NET, and what is only named beside others, hide nothing', async () => {
  const text = changed(files, [
    ['using System.IO;', 'using System.IO;\nusing File = System.IO.File;'],
    ['class A\n', 'enum Kind { File }\nclass A\n'],
  ]);
  assert.match(await fixed(text), /File\.Copy\(from, to, true\)/);
});

test('csharp: a class Task of its own is not run', async () => {
  const text = inClass(`    class Task { }
    async ValueTask Copy(string from, string to)
    {
        using (var input = File.OpenRead(from))
        using (var output = File.Create(to))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = await input.ReadAsync(buffer, 0, buffer.Length)) > 0)
                await output.WriteAsync(buffer, 0, n);
        }
    }
`);
  assert.match(await fixed(text), /await System\.Threading\.Tasks\.Task\.Run\(\(\) => File\.Copy/);
});
