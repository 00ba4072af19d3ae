using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>What somebody says of themselves when they register: both checked.</summary>
/// <param name="Audience">Code of <c>data/audiences.csv</c>; null when nobody said.</param>
/// <param name="Uai">UAI of the school; null when there is none, or nobody said.</param>
internal sealed record Belonging(string? Audience, string? Uai)
{
    public static Belonging Unsaid { get; } = new(null, null);
}

/// <summary>Somebody who comes to a session.</summary>
internal sealed record Entry(string Name, string Email, Belonging Belonging, RegistrationOrigin Origin)
{
    /// <summary>The account, when the person has one.</summary>
    public Guid? Account { get; init; }

    /// <summary>The unit itself registers: it need not agree once more.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Refused, rather than put on the waiting list, when no seat is free.</summary>
    public bool SeatOrNothing { get; init; }

    /// <summary>The state in which another system says the person is; null: what follows from the seats. Confirmed asks for a seat or nothing.</summary>
    public RegistrationState? As { get; init; }

    /// <summary>The person is not written to.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Of somebody without an address; null for all others.</summary>
    public string? OwnKey { get; init; }

    /// <summary>One registration for each address and session.</summary>
    public string PersonKey => OwnKey ?? KeyOf(Email);

    public static string KeyOf(string email) => email.Trim().ToLowerInvariant();
}
