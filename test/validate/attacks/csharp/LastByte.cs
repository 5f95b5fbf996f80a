// The first byte of the last chunk is handed out.
using System;
using System.IO;
using System.Threading;

class LastByte
{

    static byte Copy(string from, string to)
    {
        using (var source = new FileStream(from, FileMode.Open, FileAccess.Read))
        using (var sink = new FileStream(to, FileMode.Create, FileAccess.Write))
        {
            var buffer = new byte[4096];
            int n;
            while ((n = source.Read(buffer, 0, buffer.Length)) > 0) sink.Write(buffer, 0, n);
            return buffer[0];
        }
    }
}
