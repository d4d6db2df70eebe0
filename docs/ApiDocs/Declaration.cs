using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiDocs;

/// <summary>Types and members as C# declares them, with every name in full and no bodies.</summary>
public static class Declaration
{
    private static readonly SymbolDisplayFormat TypeName = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeVariance);

    private static readonly SymbolDisplayFormat Full = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: TypeName.GenericsOptions | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        kindOptions: SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    private static readonly SymbolDisplayFormat Unconstrained =
        Full.RemoveGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    // The constants of an enumeration need its name where they are a default value.
    private static readonly SymbolDisplayFormat Parameter =
        Full.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>Declares a type: modifiers, name, base type, interfaces, constraints.</summary>
    /// <param name="type">The type; a delegate is declared with its parameters.</param>
    /// <returns>The declaration without a body.</returns>
    public static string Of(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(TypeName);
        string constraints = type.ToDisplayString(Full)[type.ToDisplayString(Unconstrained).Length..];
        if (type.DelegateInvokeMethod is { } invoke)
        {
            string parameters = string.Join(", ", invoke.Parameters.Select(Of));
            string result = invoke.ReturnType.ToDisplayString(Full);
            return $"{Access(type)} delegate {result} {name}({parameters}){constraints};";
        }

        string[] bases = [.. BasesOf(type).Select(item => item.ToDisplayString(Full))];
        string list = bases.Length == 0 ? "" : " : " + string.Join(", ", bases);
        return $"{string.Join(' ', Keywords(type))} {name}{list}{constraints}";
    }

    /// <summary>Declares a member: modifiers, type, name, parameters with their defaults, constant value.</summary>
    /// <param name="member">The field, constructor, property, event or method.</param>
    /// <returns>The declaration with an empty body where there is one.</returns>
    public static string Of(ISymbol member)
    {
        string text = InterfaceModifiers(member)
            + member.ToDisplayString(Full).Replace("override sealed", "sealed override", StringComparison.Ordinal);
        return member switch
        {
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => text + ",",
            IPropertySymbol property => $"{WithParameters(text, property.Parameters)} {{ {Accessors(property)}}}",
            IMethodSymbol method => WithParameters(text, method.Parameters) + (method.IsAbstract ? ";" : " { }"),
            _ => text + ";",
        };
    }

    private static string Of(IParameterSymbol parameter) =>
        string.Concat(ContractAttributes.Of(parameter).Select(attribute => attribute + " "))
        + parameter.ToDisplayString(Parameter);

    private static string WithParameters(string declaration, IEnumerable<IParameterSymbol> parameters) =>
        parameters.Aggregate(declaration, (text, parameter) => text.Replace(
            parameter.ToDisplayString(Full), Of(parameter), StringComparison.Ordinal));

    // The compiler's own text of an interface's members has no modifiers.
    private static string InterfaceModifiers(ISymbol member) => member switch
    {
        { ContainingType.TypeKind: not TypeKind.Interface } or { IsStatic: false } => "",
        { IsAbstract: true } => "static abstract ",
        { IsVirtual: true } => "static virtual ",
        _ => "static ",
    };

    private static string Accessors(IPropertySymbol property) => string.Concat(
        new[] { property.GetMethod, property.SetMethod }
        .OfType<IMethodSymbol>()
        .Where(accessor => accessor.DeclaredAccessibility is
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
        .Select(accessor =>
            (accessor.DeclaredAccessibility == property.DeclaredAccessibility ? "" : Access(accessor) + " ")
            + (accessor.MethodKind == MethodKind.PropertyGet ? "get; " : accessor.IsInitOnly ? "init; " : "set; ")));

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type) => type switch
    {
        { EnumUnderlyingType: { SpecialType: not SpecialType.System_Int32 } number } => [number],
        { EnumUnderlyingType: not null } => [],
        _ => new[] { type.BaseType }
            .OfType<INamedTypeSymbol>()
            .Where(item => item.SpecialType == SpecialType.None)
            .Concat(type.Interfaces.OrderBy(item => item.ToDisplayString(Full), StringComparer.Ordinal)),
    };

    private static IEnumerable<string> Keywords(INamedTypeSymbol type)
    {
        yield return Access(type);
        if (type.IsStatic)
            yield return "static";
        else if (type is { TypeKind: TypeKind.Class, IsAbstract: true })
            yield return "abstract";
        else if (type is { TypeKind: TypeKind.Class, IsSealed: true })
            yield return "sealed";
        if (type is { TypeKind: TypeKind.Struct, IsReadOnly: true })
            yield return "readonly";
        if (type.IsRefLikeType)
            yield return "ref";
        if (ApiAssembly.IsRecord(type))
            yield return "record";
        if (type.TypeKind != TypeKind.Class || !ApiAssembly.IsRecord(type))
            yield return type.TypeKind.ToString().ToLowerInvariant();
    }

    private static string Access(ISymbol symbol) => SyntaxFacts.GetText(symbol.DeclaredAccessibility);
}
