using System.Net.Sockets;
using SocketBasics.Networks;
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
        private readonly FailedAttempt _attempt;
        private readonly ErrorText _text;

        internal Failed(in ConnectTrail trail, SocketError error)
            : base(trail)
        {
            Error = error;
            _attempt = new(trail);
            _text = trail switch
            {
                { Attempt.FailedInBind: true } => ErrorText.ForBindOfConnect(new(error, Errno), WishedLocal),
                { MetItself: true } => ErrorText.ForSelfConnect,
                _ => ErrorText.For(SocketOperation.Connect, new(error, Errno), WishedLocal, trail.Remote),
            };
        }

        /// <summary>Gets the error in the framework's vocabulary.</summary>
        public SocketError Error { get; }

        /// <summary>Gets what went wrong and what helps, on one line.</summary>
        public string Message => $"{ConnectText()}: {_text}";

        private protected override Endpoint Remote => _attempt.Remote;

        private protected override NetworkAttempt Attempt => _attempt.ToAttempt(this);

        /// <summary>Takes the outcome apart, for patterns.</summary>
        /// <param name="error">The error in the framework's vocabulary.</param>
        /// <param name="message">What went wrong and what helps.</param>
        public void Deconstruct(out SocketError error, out string message) => (error, message) = (Error, Message);

        private protected override string Describe() => $"failed: {_text.Cause}";

        private protected override SocketOperationException ToException() => ExceptionFor(Error, _text.Remedy);
    }
}
