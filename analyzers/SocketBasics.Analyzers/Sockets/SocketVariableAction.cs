using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>Looks at a variable and at all that is done with it.</summary>
internal delegate void SocketVariableAction(
    SocketVariable variable, AnalyzerOptions options, Action<Diagnostic> report);
