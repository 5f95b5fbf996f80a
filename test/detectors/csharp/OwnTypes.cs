using System.IO;

interface IRemote { void Write(byte[] data, int offset, int length); }

abstract class Masked : Stream { }

static class OwnTypes
{
    static void Push(Stream input, IRemote remote)
    {
        var buffer = new byte[4096];
        int n;
        while ((n = input.Read(buffer, 0, buffer.Length)) > 0) remote.Write(buffer, 0, n); // expect: copy-loop inspected
    }

    static void Mask(Stream input, Masked masked)
    {
        var buffer = new byte[4096];
        int n;
        while ((n = input.Read(buffer, 0, buffer.Length)) > 0) masked.Write(buffer, 0, n); // expect: copy-loop replaceable
    }
}
