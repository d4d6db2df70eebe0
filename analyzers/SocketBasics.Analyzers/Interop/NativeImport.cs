using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>A method that is a function of the C socket API, by <c>DllImport</c> or <c>LibraryImport</c>.</summary>
/// <param name="Function">The name of the function.</param>
/// <param name="SetsLastError">Whether the error number is kept for <c>Marshal.GetLastPInvokeError</c>.</param>
internal sealed record NativeImport(string Function, bool SetsLastError)
{
    private static readonly Regex Libraries = new(
        @"(^|/)(libc|libSystem(\.B)?|ws2_32|wsock32)(\.so(\.\d+)*|\.dylib|\.dll)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Reads the attribute; null for any other method, and for functions of other libraries.</summary>
    public static NativeImport? Of(IMethodSymbol method)
    {
        // Only to save time: every call of the program is asked, and attributes have to be read.
        if (!method.IsStatic)
            return null;

        foreach (AttributeData attribute in (method.PartialDefinitionPart ?? method).GetAttributes())
        {
            if (!IsImport(attribute.AttributeClass)
                || attribute.ConstructorArguments.FirstOrDefault() is not { Value: string library }
                || !Libraries.IsMatch(library))
                continue;

            // Without PreserveSig the runtime takes the number that is returned for an HRESULT.
            return Named(attribute, "PreserveSig") is false
                ? null
                : new(
                    Named(attribute, "EntryPoint") as string ?? method.Name,
                    Named(attribute, "SetLastError") is true);
        }

        return null;
    }

    /// <summary>Whether a method is a function of any native library.</summary>
    public static bool IsAny(IMethodSymbol method) =>
        (method.PartialDefinitionPart ?? method).GetAttributes()
            .Any(attribute => IsImport(attribute.AttributeClass));

    private static bool IsImport(INamedTypeSymbol? attribute) =>
        attribute is { Name: "DllImportAttribute" or "LibraryImportAttribute" }
        && attribute.ContainingNamespace.ToDisplayString() == "System.Runtime.InteropServices";

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;
}
