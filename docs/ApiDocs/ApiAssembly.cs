using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiDocs;

/// <summary>The public API of one assembly, read from its metadata: what a user of the package can see.</summary>
public sealed class ApiAssembly
{
    private ApiAssembly(IAssemblySymbol assembly) => Types = [.. TypesIn(assembly.GlobalNamespace)
        .OrderBy(type => type.ContainingNamespace.ToDisplayString(), StringComparer.Ordinal)
        .ThenBy(type => type.MetadataName, StringComparer.Ordinal)];

    /// <summary>Gets the visible types that are not nested, by namespace and name.</summary>
    public IReadOnlyList<INamedTypeSymbol> Types { get; }

    /// <summary>Reads an assembly; what it refers to is taken from the runtime that this program runs on.</summary>
    /// <param name="path">The path of the assembly.</param>
    /// <returns>Its public API.</returns>
    public static ApiAssembly Load(string path)
    {
        var library = MetadataReference.CreateFromFile(path);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Api",
            references: FrameworkAssemblies(path).Append(library),
            options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return new((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(library)!);
    }

    /// <summary>Finds the visible members that somebody wrote: no accessors, no finalizers.</summary>
    /// <param name="type">The type that declares them.</param>
    /// <returns>The members by kind and name.</returns>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        // What a delegate has besides its signature (a constructor, BeginInvoke, EndInvoke) is the compiler's.
        if (type.TypeKind == TypeKind.Delegate)
            return [];

        IEnumerable<ISymbol> members = type.GetMembers()
            .Where(member => member is not INamedTypeSymbol && IsVisible(member) && !IsImplied(member));
        return type.TypeKind == TypeKind.Enum
            ? members.OrderBy(member => Convert.ToDecimal(((IFieldSymbol)member).ConstantValue, null))
            : members.OrderBy(Rank)
                .ThenBy(member => member.Name, StringComparer.Ordinal)
                .ThenBy(member => member.GetDocumentationCommentId(), StringComparer.Ordinal);
    }

    /// <summary>Finds the visible types inside a type.</summary>
    /// <param name="type">The outer type.</param>
    /// <returns>The nested types by name.</returns>
    public static IEnumerable<INamedTypeSymbol> NestedTypesOf(INamedTypeSymbol type) =>
        type.GetTypeMembers().Where(IsVisible).OrderBy(nested => nested.MetadataName, StringComparer.Ordinal);

    /// <summary>Tells whether a type was declared as a record.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> for record classes and record structs.</returns>
    /// <remarks>A record struct leaves no mark in metadata but the equality operator that the compiler wrote.</remarks>
    public static bool IsRecord(INamedTypeSymbol type) => type.IsRecord
        || (type.TypeKind == TypeKind.Struct && type.GetMembers("op_Equality").Any(IsWrittenByCompiler));

    private static IEnumerable<MetadataReference> FrameworkAssemblies(string library) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) != Path.GetFileName(library))
        .Select(path => MetadataReference.CreateFromFile(path));

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol space) =>
        space.GetTypeMembers().Where(IsVisible).Concat(space.GetNamespaceMembers().SelectMany(TypesIn));

    // Nobody derives from a sealed type, so its protected members are out of reach.
    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Protected or Accessibility.ProtectedOrInternal => symbol.ContainingType is not { IsSealed: true },
        _ => false,
    };

    private static bool IsImplied(ISymbol member) => member.IsImplicitlyDeclared || member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters: [{ Type: var only }] } constructor =>
            IsRecord(constructor.ContainingType)
            && SymbolEqualityComparer.Default.Equals(only, constructor.ContainingType),
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.UserDefinedOperator } method =>
            IsWrittenByCompiler(method) && method.Name != "Deconstruct",
        IMethodSymbol method => method.MethodKind is not (MethodKind.Constructor or MethodKind.Conversion),
        IPropertySymbol { Name: "EqualityContract" } property => IsRecord(property.ContainingType),
        _ => false,
    };

    private static bool IsWrittenByCompiler(ISymbol member) => member.GetAttributes()
        .Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static int Rank(ISymbol member) => member switch
    {
        IFieldSymbol => 0,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => 1,
        IPropertySymbol => 2,
        IEventSymbol => 3,
        _ => 4,
    };
}
