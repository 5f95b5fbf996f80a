// The target is disposed before the total is asked for.
using System.IO;
using System.Threading;
using System.Threading.Tasks;

static class AwaitUsing
{
    public static async Task<long> Copy(string a, string b, CancellationToken token)
    {
        await using var input = new FileStream(a, FileMode.Open);
        await using var output = new FileStream(b, FileMode.OpenOrCreate);
        var buffer = new byte[4096];
        int n;
        while ((n = await input.ReadAsync(buffer, 0, buffer.Length, token)) > 0)
        {
            token.ThrowIfCancellationRequested();
            await output.WriteAsync(buffer, 0, n, token);
        }
        return output.Length;
    }
}
