// A file onto a later place of itself.
using System.IO;

static class Moved
{
    public static void Copy(string a)
    {
        using var input = new FileStream(a, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var output = new FileStream(a, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        output.Seek(100, SeekOrigin.Begin);
        var buffer = new byte[512];
        int n;
        while ((n = input.Read(buffer, 0, buffer.Length)) > 0) output.Write(buffer, 0, n);
    }
}
