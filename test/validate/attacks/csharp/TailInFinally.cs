// The buffer is looked at when the copy is over.
using System;
using System.IO;

static class TailInFinally
{
    public static void Copy(Stream input, Stream output)
    {
        var buffer = new byte[4096];
        int n;
        try
        {
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0) output.Write(buffer, 0, n);
        }
        finally
        {
            Console.WriteLine(buffer[0]);
        }
    }
}
