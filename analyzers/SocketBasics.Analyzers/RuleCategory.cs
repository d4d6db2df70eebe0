namespace SocketBasics.Analyzers;

/// <summary>The categories of rules; the first two digits of a rule's number go with them.</summary>
internal static class RuleCategory
{
    /// <summary>SB20xx: how the library's own types are used.</summary>
    public const string Usage = "SocketBasics.Usage";
}
