using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>How a socket is read and written by way of one variable, and which others come from it.</summary>
internal sealed class SocketTransfers
{
    private readonly SocketSymbols _symbols;

    public SocketTransfers(SocketVariable variable, SocketSymbols symbols)
    {
        _symbols = symbols;
        IsKnown = variable.Values.Count > 0 && variable.Values.All(IsOfSocket);
        foreach (IOperation reference in variable.References)
            AddUse(reference);
        foreach (IOperation value in variable.Values)
            AddInitializer(value);
    }

    /// <summary>Gets whether all uses are seen, and nobody else has the socket.</summary>
    public bool IsKnown { get; private set; }

    public bool ReadsAtOnce { get; private set; }

    public bool ReadsLater { get; private set; }

    public bool WritesAtOnce { get; private set; }

    public bool WritesLater { get; private set; }

    /// <summary>Gets the places where a time-out is set, and whether it is one of reading.</summary>
    public List<(IOperation Place, string Name, bool IsOfReading)> TimeOuts { get; } = [];

    /// <summary>Gets the variables that hold the same socket: its stream, or the socket of a client.</summary>
    public List<ISymbol> Others { get; } = [];

    private bool IsOfSocket(IOperation value) => SocketUse.Inner(value) switch
    {
        IObjectCreationOperation creation => IsSocket(creation.Type),
        var member => IsSocket(SocketUse.TypeOf(member)),
    };

    private bool IsSocket(ITypeSymbol? type) =>
        SocketSymbols.Is(type, _symbols.Socket) || SocketSymbols.Is(type, _symbols.NetworkStream)
        || SocketSymbols.Is(type, _symbols.TcpClient) || SocketSymbols.Is(type, _symbols.UdpClient)
        || SocketSymbols.Is(type, _symbols.TcpListener);

    /// <summary>Besides sockets and streams, what every object has.</summary>
    private bool IsOfFramework(INamedTypeSymbol? type) =>
        IsSocket(type) || type?.ContainingNamespace?.ToDisplayString() is "System.IO" or "System";

    private void AddUse(IOperation value)
    {
        if (SocketUse.MemberOf(value) is { } member)
        {
            AddMember(member);
            return;
        }

        IOperation whole = SocketUse.Outermost(value);
        switch (whole.Parent)
        {
            case IArgumentOperation { Parent: IObjectCreationOperation creation }
                when SocketSymbols.Is(creation.Type, _symbols.NetworkStream):
                AddDerived(creation);
                break;
            case IAssignmentOperation assignment when assignment.Target == whole:
            case IBinaryOperation or IUsingOperation or ILockOperation or INameOfOperation or IInterpolationOperation
                or IIsTypeOperation:
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation }:
                break;
            default:
                IsKnown = false;
                break;
        }
    }

    private void AddMember(IOperation member)
    {
        string name = SocketUse.NameOf(member)!;
        if (name is "Client" or "GetStream" or "Socket")
        {
            AddDerived(member);
            return;
        }

        // What is not of the framework may do anything, and whoever gets the handle, too.
        if (name is "Handle" or "SafeHandle" or "DuplicateAndClose"
            || !IsOfFramework(SocketUse.TypeOf(member)))
            IsKnown = false;
        else if (member is IInvocationOperation call)
            AddCall(call, name);
        else
            AddTimeOut(member, name);
    }

    private void AddCall(IInvocationOperation call, string name)
    {
        if (name == "SetSocketOption")
        {
            string? option = call.Arguments.Select(argument => argument.Value).OfType<IFieldReferenceOperation>()
                .Select(field => field.Field.Name).FirstOrDefault(field => field is "ReceiveTimeout" or "SendTimeout");
            if (option is not null && !IsInfinite(call.Arguments[call.Arguments.Length - 1].Value))
                TimeOuts.Add((call, option, option == "ReceiveTimeout"));
            return;
        }

        bool isLater = name.EndsWith("Async", StringComparison.Ordinal)
            || name.StartsWith("Begin", StringComparison.Ordinal);
        switch (name.Replace("Async", string.Empty).Replace("Begin", string.Empty))
        {
            case "Receive" or "ReceiveFrom" or "ReceiveMessageFrom" or "Read" or "ReadByte" or "ReadExactly"
                or "ReadAtLeast" or "CopyTo":
                ReadsAtOnce |= !isLater;
                ReadsLater |= isLater;
                break;
            case "Send" or "SendTo" or "SendFile" or "SendPackets" or "Write" or "WriteByte":
                WritesAtOnce |= !isLater;
                WritesLater |= isLater;
                break;

            // SO_RCVTIMEO is for accept(2), too, and SO_SNDTIMEO for connect(2): socket(7).
            case "Accept":
                ReadsAtOnce |= !isLater;
                break;
            case "Connect":
                WritesAtOnce |= !isLater;
                break;
        }
    }

    private void AddTimeOut(IOperation member, string name)
    {
        if (name is "ReceiveTimeout" or "SendTimeout" or "ReadTimeout" or "WriteTimeout"
            && member.Parent is ISimpleAssignmentOperation assignment
            && assignment.Target == member
            && !IsInfinite(assignment.Value))
        {
            TimeOuts.Add((member, name, name is "ReceiveTimeout" or "ReadTimeout"));
        }
    }

    private void AddInitializer(IOperation value)
    {
        if (SocketUse.Inner(value) is not IObjectCreationOperation creation)
            return;

        foreach (IOperation part in creation.Initializer?.Initializers ?? [])
        {
            if (part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target })
                AddTimeOut(target, target.Property.Name);
        }
    }

    private void AddDerived(IOperation value)
    {
        if (SocketUse.MemberOf(value) is { } member)
            AddMember(member);
        else if (SocketVariables.Hold(value))
            Others.Add(VariableOf(SocketUse.Outermost(value).Parent!)!);
        else if (SocketUse.Outermost(value).Parent is not (IExpressionStatementOperation or IBinaryOperation))
            IsKnown = false;
    }

    private static ISymbol? VariableOf(IOperation holder) => holder switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        IFieldInitializerOperation initializer => initializer.InitializedFields[0],
        IPropertyInitializerOperation initializer => initializer.InitializedProperties[0],
        IAssignmentOperation assignment => SocketUse.SymbolOf(assignment.Target),
        _ => null,
    };

    private static bool IsInfinite(IOperation value) => Constants.Integer(value) is <= 0;
}
