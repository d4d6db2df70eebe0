using SocketBasics.NetworkCost.Clients;
using SocketBasics.NetworkCost.Servers;

namespace SocketBasics.NetworkCost.Workloads;

/// <summary>All tables, in their order. A turn takes about a second.</summary>
internal static class WorkloadList
{
    // What an unchanged kernel keeps in a listener's queue is 4096.
    private const int Queue = 3000;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new ServedCalls("accept-1", "Accept and close, one client", "connection", Handler.Accept, "accept", 1, 12_000),
        new ServedCalls(
            "accept-16", "Accept and close, 16 clients", "connection", Handler.Accept, "accept", 16, 25_000),
        new ServedCalls(
            "accept-64", "Accept and close, 64 clients", "connection", Handler.Accept, "accept", 64, 25_000),
        new ServedCalls(
            "accept-16-free", "Accept and close, 16 clients, on any core", "connection",
            Handler.Accept, "accept", 16, 25_000, Layout.Free),
        new ServedCalls(
            "backlog", "Accept and close, 3 000 connections that wait in the queue", "connection",
            Handler.Accept, "backlog", Queue, 3 * Queue),
        new ServedCalls(
            "short-16", "Connect, echo, close, 16 clients", "connection", Handler.Echo, "short", 16, 12_000),
        new ServedCalls("echo-1", "Echo of 64 bytes, one client", "message", Handler.Echo, "echo", 1, 25_000),
        new ServedCalls(
            "echo-1-one-core", "Echo of 64 bytes, one client on the server's core", "message",
            Handler.Echo, "echo", 1, 50_000, Layout.OneCore),
        new ServedCalls("echo-64", "Echo of 64 bytes, 64 clients", "message", Handler.Echo, "echo", 64, 120_000),
        new ServedCalls(
            "work", "Echo with 10 µs of work per message, 64 clients, on any core", "message",
            Handler.Work, "echo", 64, 60_000, Layout.Free),
        new ServedCalls(
            "block", "Echo that blocks for 5 ms at every 200th message, 64 clients, on any core", "message",
            Handler.Block, "echo", 64, 60_000, Layout.Free),
        new ServedCalls("receive", "Receive a stream", "64 KiB", Handler.Receive, "send", 1, 20_000),
        new ServedCalls("send", "Send a stream", "64 KiB", Handler.Send, "receive", 1, 20_000),
        new ClientCalls("connect", "Connect and reset", "connect", ClientWorkload.Connect, 15_000),
        new ClientCalls("refused", "Refused connect", "connect", ClientWorkload.Refused, 20_000),
        new IdleConnections("idle", "10 000 idle connections", "connection", 10_000),
    ];

    public static Workload Of(string name) => All.Single(workload => workload.Name == name);
}
