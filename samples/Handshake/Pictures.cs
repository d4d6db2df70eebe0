using SocketBasics.Handshake;

namespace Handshake;

/// <summary>Prints the traces, and writes them in all three forms into a folder.</summary>
internal sealed class Pictures
{
    private readonly string _folder;

    public Pictures(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    public void Draw(string name, string title, HandshakeTrace trace)
    {
        Console.WriteLine($"{title}\n{new string('=', title.Length)}\n\n{trace}\n");
        File.WriteAllText(Path.Combine(_folder, $"{name}.txt"), trace + "\n");
        File.WriteAllText(Path.Combine(_folder, $"{name}.mmd"), trace.ToMermaid() + "\n");
        File.WriteAllText(Path.Combine(_folder, $"{name}.svg"), trace.ToSvg());
    }
}
