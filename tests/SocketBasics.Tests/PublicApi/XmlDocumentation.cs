using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace SocketBasics.Tests.PublicApi;

/// <summary>The documentation file that the compiler wrote next to an assembly.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(Dictionary<string, XElement> members) => _members = members;

    public static XmlDocumentation Next(string assembly) => new(
        XDocument.Load(Path.ChangeExtension(assembly, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value));

    public XElement? Find(ISymbol symbol) => _members.GetValueOrDefault(symbol.GetDocumentationCommentId() ?? "");

    /// <summary>The words of an element, where a reference counts as the last part of what it refers to.</summary>
    public static string TextOf(XElement? element) => string.Concat((element?.Nodes() ?? []).Select(node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference =>
            (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name"))
            ?.Value.Split('(')[0].Split('.', ':')[^1] ?? "",
        XElement inner => TextOf(inner),
        _ => "",
    }));
}
