using SocketBasics.Conformance;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks.Portable;

/// <summary>The part of the conformance suite that is about addresses, over the portable network.</summary>
public sealed class PortableConformanceWildcardTests() : WildcardConformance(Network.Portable);
