// Runs the cases of a list through the programs beside it, and tells the injector what each came to.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;

public static class Harness
{
    static readonly StringBuilder said = new StringBuilder();
    static readonly List<IDisposable> held = new List<IDisposable>();
    static int stopCalls;

    public static void Observe(string name, long value)
    {
        said.Append(name).Append('=').Append(value).Append(';');
    }

    // True from the given call on.
    public static bool Stopped(int calls)
    {
        return ++stopCalls >= calls;
    }

    public static void SkipHeader(Stream from)
    {
        from.Read(new byte[16], 0, 16);
    }

    static T Keep<T>(T one) where T : IDisposable
    {
        held.Add(one);
        return one;
    }

    static Socket Connected()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("IOPATH_SINK_PORT")));
        return Keep(socket);
    }

    static object Argument(Type type, int place, string source, long start, string sink)
    {
        if (type == typeof(string)) return place == 0 ? source : "sink";
        if (type == typeof(Socket)) return Connected();
        if (place == 1) return sink == "socket" ? Keep<Stream>(new NetworkStream(Connected())) : Keep(new FileStream("sink", FileMode.Create));
        var opened = Keep(new FileStream(source, FileMode.Open, FileAccess.Read));
        opened.Position = start;
        return opened;
    }

    [DllImport("libc")]
    static extern int close(int descriptor);

    /*
     * Mono's SendFile repeats sendfile(2) after it succeeded while errno is EINTR (mono/metadata/w32socket-unix.c, 6.8),
     * and an earlier wait of the thread may have left that there: it never ends. A call that fails otherwise sets errno.
     */
    public static void ForgetInterruption()
    {
        close(-1);
    }

    static void Run(MethodInfo method, string source, long start, string sink)
    {
        var parameters = method.GetParameters();
        var arguments = new object[parameters.Length];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = Argument(parameters[i].ParameterType, i, source, start, sink);
        ForgetInterruption();
        try
        {
            var task = method.Invoke(null, arguments) as Task;
            if (task != null) task.GetAwaiter().GetResult();
            said.Append("error=nil");
        }
        catch (Exception error)
        {
            var cause = error is TargetInvocationException ? error.InnerException : error;
            said.Append("error=").Append(cause.GetType().Name).Append(' ').Append(cause.Message.Replace(Environment.CurrentDirectory + "/", "").Replace(';', ','));
        }
        var input = arguments[0] as FileStream;
        if (input != null) said.Append(";sourceAt=").Append(input.CanSeek ? input.Position : -1);
        var output = arguments.Length > 1 ? arguments[1] as FileStream : null;
        if (output != null) said.Append(";sinkAt=").Append(output.CanSeek ? output.Position : -1);
    }

    static void Tell(string word, string id, string text)
    {
        File.Exists("/iopath-" + word + "/" + id + "/" + text.Replace('\n', ' '));
    }

    // A program that fails may leave files open, which Mono keeps from the next program until they are collected.
    static void Collect()
    {
        if (said.ToString().Contains("error=nil")) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public static void Main(string[] arguments)
    {
        foreach (var line in File.ReadAllLines(arguments[arguments.Length - 1]))
        {
            var words = line.Split(' ');
            var method = Type.GetType(words[1]).GetMethod("Run");
            said.Clear();
            stopCalls = 0;
            Tell("case", words[0], "x");
            Run(method, words[2] == "proc" ? "/proc/version" : "source", long.Parse(words[4]), words[5]);
            Tell("done", words[0], said.ToString(0, Math.Min(said.Length, 900)));
            foreach (var one in held) one.Dispose();
            held.Clear();
            Collect();
            Tell("end", words[0], "x");
        }
    }
}

// Stands for the method of .NET 6, where Mono's class library ends before it.
public static class SocketExtensions
{
    public static Task SendFileAsync(this Socket socket, string path, System.Threading.CancellationToken token = default(System.Threading.CancellationToken))
    {
        return Task.Run(() =>
        {
            Harness.ForgetInterruption();
            socket.SendFile(path);
        }, token);
    }
}
