using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the encodings that may need several bytes for one character.</summary>
internal static class TextEncoding
{
    private static readonly string[] Names =
    [
        "utf-8", "utf8", "utf-16", "unicode", "utf-32",
        "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
    ];

    private static readonly long[] CodePages =
        [65001, 1200, 1201, 12000, 12001, 936, 932, 949, 950, 51932, 51949, 54936];

    /// <summary>Whether an encoding is surely one of them; <c>Encoding.Default</c> is UTF-8 on .NET.</summary>
    public static bool HasLongCharacters(IOperation encoding, SocketSymbols symbols) =>
        Origins.Of(encoding).All(origin => Is(origin, symbols));

    private static bool Is(IOperation encoding, SocketSymbols symbols) => encoding switch
    {
        IPropertyReferenceOperation property => SocketSymbols.Is(property.Property.ContainingType, symbols.Encoding)
            && property.Property.Name is "UTF8" or "Unicode" or "BigEndianUnicode" or "UTF32" or "UTF7" or "Default",
        IInvocationOperation { TargetMethod.Name: "GetEncoding", Arguments: var arguments } call =>
            SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.Encoding) && IsNamed(arguments[0].Value),
        _ => encoding.Type?.Name is "UTF8Encoding" or "UnicodeEncoding" or "UTF32Encoding",
    };

    private static bool IsNamed(IOperation name) => Constants.Integer(name) is { } codePage
        ? CodePages.Contains(codePage)
        : name.ConstantValue is { Value: string text }
            && Names.Contains(text, StringComparer.OrdinalIgnoreCase);
}
