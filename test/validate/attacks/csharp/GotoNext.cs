// A chunk that is too short is passed over by a label.
using System.IO;

static class GotoNext
{
    public static void Copy(Stream input, Stream output)
    {
        var buffer = new byte[4096];
        int n;
        while ((n = input.Read(buffer, 0, buffer.Length)) > 0)
        {
            if (n < 100) goto next;
            output.Write(buffer, 0, n);
        next:;
        }
    }
}
