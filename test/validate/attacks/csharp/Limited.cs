// Not more than the limit is copied, to the end of the chunk that meets it.
using System;
using System.IO;
using System.Threading;

class Limited
{

    static long Copy(string from, string to, long limit)
    {
        using (var source = new FileStream(from, FileMode.Open, FileAccess.Read))
        using (var sink = new FileStream(to, FileMode.Create, FileAccess.Write))
        {
            var buffer = new byte[4096];
            int n;
            long total = 0;
            while (total < limit && (n = source.Read(buffer, 0, buffer.Length)) > 0)
            {
                sink.Write(buffer, 0, n);
                total += n;
            }
            return total;
        }
    }
}
