// The copy is called off between two chunks.
using System;
using System.IO;
using System.Threading;

class Cancelled
{

    static void Copy(string from, string to, CancellationToken token)
    {
        using (var source = new FileStream(from, FileMode.Open, FileAccess.Read))
        using (var sink = new FileStream(to, FileMode.Create, FileAccess.Write))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = source.Read(buffer, 0, buffer.Length)) > 0)
            {
                token.ThrowIfCancellationRequested();
                sink.Write(buffer, 0, n);
            }
        }
    }
}
