using SocketBasics.Conformance;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>The part of the conformance suite that is about addresses, over the network of Linux.</summary>
public sealed class EpollConformanceWildcardTests() : WildcardConformance(Network.Epoll!);
