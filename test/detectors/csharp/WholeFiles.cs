using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;

class WholeFiles
{
    void Install(string from, string to)
    {
        byte[] data = File.ReadAllBytes(from); // expect: whole-file-copy replaceable file-to-file - kernel no-fix
        File.WriteAllBytes(to, data);
    }

    async Task Send(NetworkStream stream, string path)
    {
        var data = await File.ReadAllBytesAsync(path); // expect: whole-file-copy replaceable file-to-socket - depends no-fix
        await stream.WriteAsync(data);
    }

    // The bytes are looked at.
    byte First(NetworkStream stream, string path)
    {
        byte[] data = File.ReadAllBytes(path);
        stream.Write(data);
        return data[0];
    }
}
