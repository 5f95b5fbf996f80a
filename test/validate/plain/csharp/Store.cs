using System.IO;

static class Store
{
    public static void Copy(string a, string b)
    {
        using (var input = File.OpenRead(a))
        using (var output = File.Create(b))
        {
            var buffer = new byte[81920];
            int n;
            while ((n = input.Read(buffer, 0, buffer.Length)) > 0) output.Write(buffer, 0, n);
        }
    }
}
