using System.Net.Sockets;
using SocketBasics.Outcomes;

namespace SocketBasics;

public abstract partial class ConnectResult
{
    /// <summary>
    /// Everything that is neither silence, nor a no, nor a broken way: no such name, no free port, no such socket file,
    /// too many open files, a reset after the handshake.
    /// </summary>
    public sealed class Failed : ConnectResult
    {
        private readonly ErrorText _text;

        internal Failed(ConnectTrail trail, SocketError error)
            : base(trail)
        {
            Error = error;
            _text = trail switch
            {
                { FailedInBind: true } => ErrorText.ForBindOfConnect(new(error, trail.Errno), trail.Local),
                { MetItself: true } => ErrorText.ForSelfConnect,
                _ => ErrorText.For(SocketOperation.Connect, new(error, trail.Errno), trail.Local, trail.Remote),
            };
        }

        /// <summary>Gets the error in the framework's vocabulary.</summary>
        public SocketError Error { get; }

        /// <summary>Gets what went wrong and what helps, on one line.</summary>
        public string Message => $"{ConnectText()}: {_text}";

        /// <summary>Takes the outcome apart, for patterns.</summary>
        /// <param name="error">The error in the framework's vocabulary.</param>
        /// <param name="message">What went wrong and what helps.</param>
        public void Deconstruct(out SocketError error, out string message) => (error, message) = (Error, Message);

        private protected override string Describe() => $"failed: {_text.Cause}";

        private protected override SocketOperationException ToException() => ExceptionFor(Error, _text.Remedy);
    }
}
