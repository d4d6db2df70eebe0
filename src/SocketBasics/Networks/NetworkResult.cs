using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace SocketBasics.Networks;

/// <summary>What an operation of a network brought: a value, or the reason why there is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>The default value is a success with the default of <typeparamref name="T"/>.</remarks>
[Experimental("SB0001")]
public readonly struct NetworkResult<T>
{
    /// <summary>Initializes a result from its two halves.</summary>
    /// <param name="value">
    /// The value. A send that failed half-way gives the number of bytes that went together with the error.
    /// </param>
    /// <param name="error">Why the operation ended, or <see cref="NetworkError.None"/>.</param>
    public NetworkResult(T value, NetworkError error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>Gets the value; what it holds beside an error is said by the operation.</summary>
    public T Value { get; }

    /// <summary>Gets why there is no value, or <see cref="NetworkError.None"/>.</summary>
    public NetworkError Error { get; }

    /// <summary>Gets a value indicating whether the operation succeeded.</summary>
    public bool IsSuccess => Error.IsNone;

    /// <summary>Wraps a success.</summary>
    /// <param name="value">The value.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator NetworkResult<T>(T value) => new(value, NetworkError.None);

    /// <summary>Wraps a failure.</summary>
    /// <param name="error">Why there is no value.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator NetworkResult<T>(NetworkError error) => new(default!, error);

    /// <summary>Wraps a failure whose system number is not known.</summary>
    /// <param name="error">Why there is no value.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator NetworkResult<T>(SocketError error) => new(default!, error);
}
