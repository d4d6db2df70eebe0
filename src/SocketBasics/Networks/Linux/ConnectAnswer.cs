namespace SocketBasics.Networks.Linux;

/// <summary>What connect(2) had to say at once.</summary>
internal readonly record struct ConnectAnswer(bool IsDecided, NetworkError Error, ConnectProgress Progress);
