using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>
/// Follows a new socket of the library through the locals of its member: to whoever disposes it or gets it, or to
/// nobody. </summary>
internal sealed class OwnerTrail(LibrarySymbols symbols)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>Gets a value indicating whether somebody disposes it, gets it, or may do either.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Gets the first local that holds the socket itself, not a result or a task of it.</summary>
    public ILocalSymbol? Holder { get; private set; }

    /// <summary>Gets where <see cref="Holder"/> got it.</summary>
    public Location? HeldAt { get; private set; }

    /// <summary>Gets a value indicating whether anybody looks at one of the locals.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Follows a value to all that becomes of it.</summary>
    public void Follow(IOperation origin)
    {
        IOperation value = CallResult.Outermost(origin);
        if (SocketUse.MemberOf(value) is { } member)
        {
            FollowMember(member);
            return;
        }

        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
                when !IsUsing(declarator):
                Hold(declarator.Symbol, declarator.Symbol.Locations[0], value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Hold(target.Local, target.Syntax.GetLocation(), value);
                Follow(assignment);
                break;
            case IIsPatternOperation matching:
                FollowPattern(matching.Pattern);
                break;
            case ISwitchExpressionOperation choice:
                foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                    FollowPattern(arm.Pattern);
                break;
            case ISwitchOperation choice:
                foreach (ICaseClauseOperation clause in choice.Cases.SelectMany(section => section.Clauses))
                {
                    if (clause is IPatternCaseClauseOperation { Pattern: { } pattern })
                        FollowPattern(pattern);
                }

                break;
            case IExpressionStatementOperation or IBinaryOperation or IIsTypeOperation or IInterpolationOperation
                or INameOfOperation:
                break;
            default:
                IsKept = true;
                break;
        }
    }

    /// <summary>Follows what a local holds that has just got it.</summary>
    public void Hold(ILocalSymbol local, Location location, IOperation from)
    {
        if (local.IsRef)
            IsKept = true;
        if (Holder is null && IsOwner(local.Type))
            (Holder, HeldAt) = (local, location);
        if (!_followed.Add(local))
            return;

        foreach (IOperation operation in from.MentionsOf(local))
        {
            if (operation is ILocalReferenceOperation reference && !IsWritten(reference))
            {
                IsRead = true;
                Follow(reference);
            }
        }
    }

    private void FollowMember(IOperation member)
    {
        INamedTypeSymbol? type = SocketUse.TypeOf(member);
        string? name = SocketUse.NameOf(member);
        bool isResult = SocketSymbols.IsOrDerivesFrom(type, symbols.ConnectResult);
        switch (member)
        {
            case IInvocationOperation when isResult && name == "GetConnectionOrThrow":
            case IPropertyReferenceOperation when isResult && name == "Connection":
                Follow(member);
                break;
            case IInvocationOperation call when isResult && name == "TryGetConnection":
                HoldArgument(call.Arguments[0].Value);
                break;
            case IMethodReferenceOperation:
            case IInvocationOperation when name is "Match" or "Deconstruct" or "Listen" && !IsListener(type):
            case IInvocationOperation when name
                is "Dispose" or "DisposeAsync" or "CloseAsync" or "Abort" or "AsStream" or "AsPipe":
                IsKept = true;
                break;
            default:
                IsKept |= !isResult && !IsOwner(type) && type?.SpecialType != SpecialType.System_Object;
                break;
        }
    }

    private void HoldArgument(IOperation argument)
    {
        switch (argument is IDeclarationExpressionOperation declaration ? declaration.Expression : argument)
        {
            case ILocalReferenceOperation local:
                Hold(local.Local, LocationOf(local.Local, argument.Syntax), local);
                break;
            case IDiscardOperation:
                break;
            default:
                IsKept = true;
                break;
        }
    }

    private void FollowPattern(IPatternOperation pattern)
    {
        foreach (IOperation part in pattern.DescendantsAndSelf())
        {
            ISymbol? declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                _ => null,
            };
            if (declared is not ILocalSymbol local)
                continue;
            if (IsOwner(local.Type) || SocketSymbols.IsOrDerivesFrom(local.Type, symbols.ConnectResult))
                Hold(local, local.Locations[0], part);
            else if (local.Type.SpecialType == SpecialType.System_Object || local.Type.TypeKind == TypeKind.Interface)
                IsKept = true;
        }
    }

    private bool IsOwner(ITypeSymbol? type) => type is not null
        && (LibrarySymbols.Is(type, symbols.Connection)
            || LibrarySymbols.Is(type, symbols.BoundServerSocket)
            || LibrarySymbols.Is(type, symbols.DatagramSocket)
            || LibrarySymbols.Is(type, symbols.RawSocket)
            || IsListener(type));

    /// <summary>Its Listen changes the backlog; the one of a bound socket hands the descriptor on.</summary>
    private bool IsListener(ITypeSymbol? type) => type is not null && LibrarySymbols.Is(type, symbols.ListeningSocket);

    private static Location LocationOf(ILocalSymbol local, SyntaxNode reference) =>
        reference.Span.Contains(local.Locations[0].SourceSpan) ? local.Locations[0] : reference.GetLocation();

    private static bool IsUsing(IVariableDeclaratorOperation declarator) =>
        declarator.Parent is { Parent: { } group } && group.Parent is IUsingDeclarationOperation or IUsingOperation;

    private static bool IsWritten(ILocalReferenceOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => true,
        IDeclarationExpressionOperation => true,
        _ => false,
    };
}
