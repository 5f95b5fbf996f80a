// An extension of the file hides the library's.
using System.IO;

static class Shadowed
{
    static void WriteAll(this Stream to, byte[] data, int count)
    {
        for (int i = 0; i < count; i++) to.WriteByte((byte)(data[i] ^ 0x55));
    }

    public static void Copy(Stream input, Stream output)
    {
        var buffer = new byte[4096];
        int n;
        while ((n = input.Read(buffer, 0, buffer.Length)) > 0) output.WriteAll(buffer, n);
    }
}
