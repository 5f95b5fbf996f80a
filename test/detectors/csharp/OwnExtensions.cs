using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

static class OwnExtensions
{
    static async Task Pump(Socket from, Socket to, CancellationToken token)
    {
        var rent = new byte[4096];
        while (true) // expect: tidy-copy replaceable socket-to-socket 4096
        {
            ReceiveResult got = await from.ReceiveWithTimeoutAsync(rent, token);
            if (got.Bytes == 0) break;
            await to.SendAll(rent.AsMemory(..got.Bytes), token);
        }
    }

    static async Task Send(FileStream file, Socket to, int timeout)
    {
        var block = new byte[4096];
        int n;
        while ((n = file.Read(block, 0, block.Length)) > 0) // expect: copy-loop replaceable file-to-socket 4096 kernel
        {
            var sent = await to.SendWithTimeoutAsync(block, 0, n, SocketFlags.None, timeout);
            if (sent.Failure) return;
        }
    }

    static async Task Ask(Stream input, Mailer mailer)
    {
        var block = new byte[4096];
        int n;
        while ((n = input.Read(block, 0, block.Length)) > 0) await mailer.SendWithSubjectAsync("part", "text");
    }
}
