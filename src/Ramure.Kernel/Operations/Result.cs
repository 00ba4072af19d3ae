using System.Diagnostics.CodeAnalysis;

namespace Ramure.Kernel.Operations;

/// <summary>A value, or the refusals that say why there is none.</summary>
public sealed class Result<T>
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Refusal> refusals)
    {
        this.value = value;
        Refusals = refusals;
    }

    /// <summary>Empty when the operation succeeded.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>Whether there is a value.</summary>
    public bool Succeeded => Refusals.Count == 0;

    /// <summary>The value; asking for it after a refusal is a bug.</summary>
    public T Value => Succeeded
        ? value!
        : throw new InvalidOperationException("Refused: " + string.Join(" | ", Refusals));

    /// <summary>The value when there is one, and the refusals otherwise.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T result, out IReadOnlyList<Refusal> refusals)
    {
        (result, refusals) = (value, Refusals);
        return Succeeded;
    }

    [SuppressMessage("Design", "CA1000", Justification = "Reads well at the call: Result<T>.Refused(...)")]
    public static Result<T> Refused(IReadOnlyList<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);

    public static implicit operator Result<T>(List<Refusal> refusals) => Refused(refusals);

    public static implicit operator Result<T>(Refusal[] refusals) => Refused(refusals);
}

/// <summary>The value of an operation that has nothing to say but that it is done.</summary>
public readonly record struct Done;
