using ShutDown = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ListeningSocketShutDownAnalyzer>;
using Used = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ListeningSocketUsedAsConnectionAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>
/// Shapes of listening sockets taken for connections, found by searches in public code, and what looks like them.
/// A comment tells how many places have the shape when there are several.
/// </summary>
public sealed class ListenersFoundInPublicCodeTests
{
    [Theory]
    [InlineData("void Go(int port) { var l = new TcpListener(IPAddress.Any, port); if (![|l.Server.Connected|]) l.Start(); }")] // 2 places
    [InlineData("TcpListener? a, b; bool Stop() { if ([|a!.Server.Connected|]) a.Stop(); if (b != null) { if ([|b.Server.Connected|]) b.Stop(); } return true; }")]
    [InlineData("sealed class Own(int port) : TcpListener(IPAddress.Any, port); Own? l; void Stop() { if ([|l!.Server.Connected|]) l.Stop(); l = null; }")]
    [InlineData("public TcpListener? L { get; set; } bool Run() { if (L is not null && [|L.Server.Connected|]) return false; L = new(IPAddress.Any, 0); return true; }")]
    [InlineData("async Task Go(TcpListener l, CancellationToken stop) { l.Start(); while ([|l.Server.Connected|] && !stop.IsCancellationRequested) await l.AcceptTcpClientAsync(stop); }")]
    [InlineData("readonly TcpListener l = new(IPAddress.Any, 0); Task Go() { if ([|l.Server.Connected|]) throw new InvalidOperationException(); l.Start(10); return Task.CompletedTask; }")]
    [InlineData("public TcpListener? l; void Update() { if ([|l!.Server.Connected|]) l.AcceptTcpClient(); }")]
    [InlineData("protected TcpListener? l; void Done(IAsyncResult r) { if ([|l!.Server.Connected|]) Console.WriteLine(); l.EndAcceptTcpClient(r); l.BeginAcceptTcpClient(Done, l); }")]
    [InlineData("TcpListener? l; void Done(IAsyncResult r) { try { l!.EndAcceptTcpClient(r); } finally { if ([|l!.Server.Connected|]) l?.BeginAcceptTcpClient(Done, l); } }")]
    [InlineData("public TcpListener l = new(IPAddress.Any, 0); public bool IsUp { get { return [|l.Server.Connected|]; } }")]
    [InlineData("TcpListener? l; public void Send(string text) { [|l!.Server.Send(Encoding.UTF8.GetBytes(text))|]; }")] // 2 places
    [InlineData("void Joined(TcpListener l, byte[] news) => [|l.Server.Send(news, 0, news.Length, SocketFlags.Broadcast)|];")] // 2 places
    [InlineData("sealed class Host { public TcpListener L = new(IPAddress.Any, 0); } void Key(Host host, byte[] on) => [|host.L.Server.Send(on)|];")]
    [InlineData("void Done(IAsyncResult r) { Socket l = (Socket)r.AsyncState!; Socket? c = null; try { c = l.EndAccept(r); } catch { Console.WriteLine([|l.RemoteEndPoint|]); } }")]
    [InlineData("void Go(EndPoint ep) { var l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Bind(ep); l.Listen(1); while (true) { l.Accept(); Console.WriteLine($\"{[|l.RemoteEndPoint|]}\"); } }")]
    [InlineData("void Stop(TcpListener l) { if ([|l.Server.Connected|]) { l.Server.Disconnect(true); } l.Stop(); }")] // 7 places
    [InlineData("TcpListener? l; void Stop() { if ([|l!.Server.Connected|]) { try { l.Server.Shutdown(SocketShutdown.Both); } catch (SocketException) { } } l.Stop(); }")]
    public Task A_listener_that_is_used_as_a_connection_is_flagged(string members) => Used.VerifyAnalyzerAsync(InClass(members));

    [Theory]
    [InlineData("void Stop(TcpListener l) { if (l.Server.Connected) { [|l.Server.Disconnect(true)|]; } l.Stop(); }")] // 7 places
    [InlineData("TcpListener? l; void Stop() { if (l!.Server.Connected) { try { [|l.Server.Shutdown(SocketShutdown.Both)|]; } catch (SocketException) { } } l.Stop(); }")]
    [InlineData("Socket? l; void Start(EndPoint ep) { l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Bind(ep); l.Listen(1); } void Run() { while (true) l!.Accept(); } public void Dispose() { if (null != l) { [|l.Shutdown(SocketShutdown.Both)|]; l.Close(); l = null; } }")]
    [InlineData("Socket? l; void Start() { l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Listen(9); l.BeginAccept(Done, l); } void Done(IAsyncResult r) => l!.EndAccept(r); public void Dispose() { try { [|l!.Shutdown(SocketShutdown.Both)|]; } catch { } if (l != null) l.Close(); }")]
    [InlineData("readonly Socket l; C(IPEndPoint ep) => l = new Socket(ep.AddressFamily, SocketType.Stream, ProtocolType.Tcp); void Bind(SocketAsyncEventArgs e) { l.Listen(5); l.AcceptAsync(e); } void End() { [|l.Shutdown(SocketShutdown.Both)|]; l.Close(); }")]
    [InlineData("Socket? l = null; void Passive(int p) { while (true) { try { if (l != null) { [|l.Shutdown(SocketShutdown.Both)|]; l.Close(); l = null; } if (l == null) { l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Bind(new IPEndPoint(IPAddress.Any, p)); l.Listen(1); } break; } catch { l = null; } p++; } }")]
    [InlineData("void Run() { Socket? s = null; try { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(9); while (true) { Socket c = s.Accept(); c.NoDelay = true; } } catch { if (s != null) { try { [|s.Shutdown(SocketShutdown.Both)|]; } catch { } s.Close(); } } }")]
    [InlineData("TcpListener? l; public void Dispose() { l!.Stop(); [|l.Server.Shutdown(SocketShutdown.Both)|]; }")] // 2 places
    [InlineData("void End(TcpListener l, List<TcpClient> all) { if (all.Count == 0) { [|l.Server.Shutdown(SocketShutdown.Both)|]; l.Stop(); } }")] // 2 places
    [InlineData("static class Tcp { public static TcpListener? L; public static TcpClient? Peer; } void End() { if (Tcp.Peer!.Client.Connected) { [|Tcp.L!.Server.Shutdown(SocketShutdown.Both)|]; Tcp.Peer.Client.Disconnect(false); } }")]
    [InlineData("static TcpListener? l; static void End() { try { [|l!.Server.Shutdown(SocketShutdown.Both)|]; } catch (Exception) { } finally { l!.Server.Close(); l.Stop(); } }")]
    [InlineData("public TcpListener TcpListener { get; } = new(IPAddress.Any, 0); public void Close() { [|TcpListener.Server.Shutdown(SocketShutdown.Both)|]; }")]
    [InlineData("void Release(TcpListener l) { if (l.Server.IsBound) { [|l.Server.Disconnect(true)|]; } l.Stop(); }")]
    [InlineData("TcpListener? l; ~C() { [|l!.Server.Disconnect(false)|]; l.Server.Close(); l.Stop(); }")]
    [InlineData("void Menu(TcpListener l, string input) { if (input == \"3\") { [|l.Server.Disconnect(true)|]; } }")]
    [InlineData("TcpListener? l; void Stop() { try { [|l!.Server.Disconnect(false)|]; } catch (Exception) { } finally { l!.Server.Close(); } }")]
    public Task A_listener_that_is_shut_down_is_flagged(string members) => ShutDown.VerifyAnalyzerAsync(InClass(members));

    [Fact]
    public Task A_field_that_is_handed_to_a_method_is_missed() => VerifySilentAsync(
        "Socket? l; void Start() { l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Listen(1); Run(l); } void Run(Socket s) => s.Accept(); void Stop() => l!.Shutdown(SocketShutdown.Both);");

    [Theory]

    // Found in public code, too: shutdown(2) ends an accept on Linux that close(2) leaves waiting.
    [InlineData("void Stop(TcpListener l) { if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux)) { l.Server.Shutdown(SocketShutdown.Both); } l.Stop(); }")]
    [InlineData("void Stop(TcpListener l) { if (Environment.OSVersion.Platform == PlatformID.Unix) l.Server.Shutdown(SocketShutdown.Both); l.Stop(); }")]
    [InlineData("void Stop(TcpListener l) { if (OperatingSystem.IsLinux()) l.Server.Shutdown(SocketShutdown.Both); l.Stop(); }")]
    [InlineData("void Stop(Socket given) { if (!OperatingSystem.IsWindows()) { try { given.Shutdown(SocketShutdown.Both); } catch { } } given.Close(); }")]

    // A variable that is called a listener, or a server, and holds a connection.
    [InlineData("void Run(Socket s) { while (true) { Socket listener = s.Accept(); listener.Send([1]); if (listener.Available > 0) listener.Shutdown(SocketShutdown.Both); } }")]
    [InlineData("void Answer(Socket listener, byte[] a) { listener.Send(a); listener.Shutdown(SocketShutdown.Both); listener.Close(); }")]
    [InlineData("void Join(EndPoint ep) { var listener = new Socket(SocketType.Stream, ProtocolType.Tcp); listener.Connect(ep); Console.WriteLine(listener.RemoteEndPoint); listener.Send([1]); listener.Shutdown(SocketShutdown.Both); }")]
    [InlineData("Socket? server; void Join(EndPoint ep) { server = new Socket(SocketType.Stream, ProtocolType.Tcp); server.Connect(ep); } void Leave() { server!.Send([0]); server.Shutdown(SocketShutdown.Both); server.Close(); }")]
    [InlineData("Socket? server; async Task Join(EndPoint ep) { server = new Socket(SocketType.Stream, ProtocolType.Tcp); await server.ConnectAsync(ep); } void Leave() { if (server != null && server.Connected) server.Disconnect(false); }")]
    [InlineData("sealed class Hub(Socket serverSocket) { public void Dispose() { if (serverSocket.Connected) serverSocket.Shutdown(SocketShutdown.Both); } }")]
    [InlineData("Socket? serverSocket; void Udp() { serverSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); serverSocket.Bind(new IPEndPoint(IPAddress.Any, 9050)); } void End() { serverSocket!.Shutdown(SocketShutdown.Both); }")]
    [InlineData("Socket? listenSocket; void Udp(EndPoint to) { listenSocket = new Socket(SocketType.Dgram, ProtocolType.Udp); listenSocket.SendTo([1], to); listenSocket.Shutdown(SocketShutdown.Receive); }")]
    [InlineData("Socket? s; void Host() { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(1); s = s.Accept(); } void End() => s!.Shutdown(SocketShutdown.Both);")]
    [InlineData("Socket? s; void Host() { var l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Listen(1); s = l.Accept(); l.Close(); } void End() { if (s!.Connected) s.Shutdown(SocketShutdown.Both); }")]
    [InlineData("Socket? s; void Host() { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(1); } void Join(EndPoint ep) { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(ep); } bool IsUp => s!.Connected;")]

    // The state of an operation may be either.
    [InlineData("void Done(IAsyncResult r) { var s = (Socket)r.AsyncState!; s.EndConnect(r); Console.WriteLine(s.RemoteEndPoint); s.Send([1]); }")]
    [InlineData("void Done(IAsyncResult r) { var s = (Socket)r.AsyncState!; int n = s.EndReceive(r); if (n == 0) s.Shutdown(SocketShutdown.Both); else s.Send([1]); }")]
    [InlineData("void Done(IAsyncResult r) { var l = (Socket)r.AsyncState!; Socket c = l.EndAccept(r); c.Send([1]); Console.WriteLine(c.RemoteEndPoint); l.BeginAccept(Done, l); }")]
    [InlineData("void Done(IAsyncResult r) { var s = (Socket)r.AsyncState!; s = s.EndAccept(r); Console.WriteLine(s.RemoteEndPoint); s.Send([1]); }")]
    [InlineData("void Done(IAsyncResult r, bool accepts) { var s = (Socket)r.AsyncState!; if (accepts) s.EndAccept(r); else { s.EndConnect(r); s.Send([1]); } }")]
    [InlineData("Socket? s; void Done(IAsyncResult r) { s = (Socket)r.AsyncState!; Socket c = s.EndAccept(r); } void End() => s!.Shutdown(SocketShutdown.Both);")]

    // What ends listening, and what belongs to the accepted connection.
    [InlineData("void Stop(TcpListener l) { l.Server.Close(); l.Stop(); }")]
    [InlineData("void Stop(TcpListener l) { if (l.Server.IsBound) l.Stop(); }")]
    [InlineData("void Serve(TcpListener l) { using TcpClient c = l.AcceptTcpClient(); if (c.Client.Connected) { c.Client.Shutdown(SocketShutdown.Both); c.Client.Disconnect(false); } }")]
    [InlineData("void Bad(SocketAsyncEventArgs e) { e.AcceptSocket!.Shutdown(SocketShutdown.Both); e.AcceptSocket.Close(); }")]
    [InlineData("sealed class Net { public Socket Server = new(SocketType.Stream, ProtocolType.Tcp); } void End(Net net) { if (net.Server.Connected) net.Server.Shutdown(SocketShutdown.Both); }")]
    public Task What_is_or_may_be_a_connection_is_not_flagged(string members) => VerifySilentAsync(members);

    private static async Task VerifySilentAsync(string members)
    {
        await Used.VerifyAnalyzerAsync(InClass(members));
        await ShutDown.VerifyAnalyzerAsync(InClass(members));
    }

    private static string InClass(string members) => $$"""
        #pragma warning disable CS8618, CS0649
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        class C
        {
            {{members}}
        }
        """;
}
