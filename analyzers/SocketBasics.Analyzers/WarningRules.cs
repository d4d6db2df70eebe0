using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>The rules that warn unless told otherwise.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WarningRules() : RuleSet(
    [
        new SwappedPortAnalyzer(),
        new AddressReferenceComparisonAnalyzer(),
        new AddressNumberAnalyzer(),
        new PortOutOfRangeAnalyzer(),
        new AddressTextAnalyzer(),
        new ListeningSocketUsedAsConnectionAnalyzer(),
        new ListeningSocketShutDownAnalyzer(),
        new BacklogTooSmallAnalyzer(),
        new ListeningPortSharedAnalyzer(),
        new ClientBoundAnalyzer(),
        new AcceptedConnectionDroppedAnalyzer(),
        new TcpClientBoundToRemoteAnalyzer(),
        new PortReadTooEarlyAnalyzer(),
        new ErrorCodeAnalyzer(),
        new WildcardConnectAnalyzer(),
        new UnfinishedConnectAnalyzer(),
        new EndpointFamilyAnalyzer(),
        new ReceivedCountIgnoredAnalyzer(),
        new WholeBufferUsedAnalyzer(),
        new EndNotTestedAnalyzer(),
        new AvailableTakenForEndAnalyzer(),
        new SynchronousCompletionAnalyzer(),
        new OffsetWithWholeLengthAnalyzer(),
        new LingerStateCopyAnalyzer(),
        new UnswappedPortAnalyzer(),
        new AddressLengthAnalyzer(),
        new ConnectResultIgnoredAnalyzer(),
        new OutcomesNotHandledAnalyzer(),
        new ConnectionNotDisposedAnalyzer(),
        new AcceptedConnectionDiscardedAnalyzer(),
        new UncheckedResultAnalyzer(),
        new MovedStateUsedAnalyzer(),
    ]);
