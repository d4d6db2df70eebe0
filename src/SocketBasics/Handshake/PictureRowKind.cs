namespace SocketBasics.Handshake;

/// <summary>What a row of a picture shows.</summary>
internal enum PictureRowKind
{
    /// <summary>A segment, from one end toward the other.</summary>
    Segment,

    /// <summary>An ICMP message, from somebody to one of the ends.</summary>
    Message,

    /// <summary>A moment that the program marked.</summary>
    Mark,

    /// <summary>A moment that follows from the segments.</summary>
    Conclusion,
}
