using System.Net;
using System.Net.Sockets;
using System.Text;
using SocketBasics;

// Members of extension blocks look to a rule like the framework's own, and need not take what those take.
internal static class Extensions
{
    extension(Socket socket)
    {
        public static Socket Create() => new(SocketType.Stream, ProtocolType.Tcp);
        public void Bind() { }
        public void Connect() { }
        public Socket Accept(int count) => socket;
        public int Receive() => 0;
        public int Send() => 0;
        public void Listen(string name) { }
        public void Shutdown() { }
        public void SetSocketOption() { }
    }

    extension(TcpClient client)
    {
        public void Bind() { }
        public void Connect() { }
    }

    extension(TcpListener listener)
    {
        public void Bind() { }
        public void Start(string name) { }
    }

    extension(Stream stream)
    {
        public int Read() => 0;
        public void Write() { }
    }

    extension(byte[] bytes)
    {
        public byte[] Slice() => bytes;
        public void CopyTo() { }
    }

    extension(BitConverter)
    {
        public static byte[] GetBytes() => [];
        public static ushort ToUInt16() => 80;
    }

    extension(IPAddress)
    {
        public static short HostToNetworkOrder() => 80;
        public static IPAddress Parse() => IPAddress.Any;
    }

    extension(StringBuilder builder)
    {
        public void Append() { }
    }

    extension(Encoding encoding)
    {
        public string GetString() => "";
    }

    extension(List<byte> list)
    {
        public void Add() { }
        public void AddRange() { }
    }

    extension(Endpoint endpoint)
    {
        public static Endpoint Any() => Endpoint.Any(1);
        public static Endpoint IP() => Endpoint.Any(1);
        public Endpoint WithPort() => endpoint;
    }

    extension(ServerSocket server)
    {
        public void Bind() { }
    }

    extension(ConnectResult result)
    {
        public bool TryGetConnection() => true;
        public void Match() { }
    }
}

internal sealed class Owner
{
    public ushort Port { get => field; set => field = value; } = 80;
    public Socket? Socket;
    public Owner? Next = null;
    public void operator +=(int port) => Port += (ushort)port;
}

internal sealed partial class Server
{
    public partial Server(Socket socket);
}

internal sealed partial class Server
{
    public partial Server(Socket socket) => socket.Listen(0);
}

internal static class Lookalikes
{
    public static void Frameworks(Socket socket, Stream stream, Owner? owner)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        client.Bind();
        client.Connect();
        client.Connect("localhost", 80);
        client.SetSocketOption();
        client.Shutdown();
        var server = Socket.Create();
        server.Bind();
        server.Listen("name");
        server.Listen(10);
        server.Accept(1).Send([1]);
        server.Send();
        while (client.Receive() > 0) { }
        while (stream.Read() > 0) { }
        stream.Write();

        var local = new IPEndPoint(IPAddress.Loopback, 5000);
        var bound = new TcpClient(local);
        bound.Bind();
        bound.Connect();
        var listener = new TcpListener(IPAddress.Any, 0);
        listener.Bind();
        listener.Start("name");
        listener.Start();

        new TcpClient("localhost", IPAddress.HostToNetworkOrder()).Dispose();
        new TcpClient("localhost", BitConverter.ToUInt16()).Dispose();
        socket.Connect(IPAddress.Parse(), 80);
        socket.Send(BitConverter.GetBytes());
        byte[] length = BitConverter.GetBytes(socket.Available + 4);
        length.CopyTo();
        socket.Send(length.Slice());

        var buffer = new byte[100];
        var text = new StringBuilder();
        var list = new List<byte>();
        string all = "";
        int count;
        while ((count = socket.Receive(buffer)) > 0)
        {
            text.Append();
            list.Add();
            list.AddRange();
            all += Encoding.UTF8.GetString();
            all += Encoding.UTF8.GetString(buffer.Slice(), 0, count);
        }

        owner?.Socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        owner?.Next?.Socket = socket;
        owner?.Next?.Socket?.NoDelay = true;
        owner?.Port = (ushort)socket.Available;
        if (owner is not null)
            owner += 5;
    }

    public static void Library(ServerSocket server, ConnectResult result, Endpoint endpoint)
    {
        server.Bind();
        ServerSocket.Create().Bind();
        result.TryGetConnection();
        result.Match();
        _ = (Endpoint.Any(), Endpoint.IP(), endpoint.WithPort());
        _ = ClientSocket.ConnectAsync(Endpoint.IP());
    }
}
