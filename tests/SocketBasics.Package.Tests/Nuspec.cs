using System.IO.Compression;
using System.Xml.Linq;

namespace SocketBasics.Package.Tests;

/// <summary>What a package says about itself.</summary>
internal static class Nuspec
{
    public static XElement Read(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        ZipArchiveEntry nuspec = archive.Entries.Single(
            static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using Stream stream = nuspec.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
