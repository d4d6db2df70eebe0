namespace SocketBasics.Tool.Terminal;

/// <summary>What a line says, which a terminal shows by its color.</summary>
internal enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
    Faint,
    Heading,
}
