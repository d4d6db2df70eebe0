using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>The rules that inform unless told otherwise.</summary>
/// <remarks>Apart from the others: a build does not even run what only an editor would show.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InformationRules() : RuleSet(
    [
        new FirstAddressAnalyzer(),
        new LengthPrefixAnalyzer(),
        new ServerBoundToOneAddressAnalyzer(),
        new ClientServedInlineAnalyzer(),
        new ConnectedTakenForAliveAnalyzer(),
        new ChunkDecodedAnalyzer(),
        new AsyncTimeoutAnalyzer(),
        new ErrnoNotKeptAnalyzer(),
    ]);
