using Ramure.Training.Exchange;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Registration.People;

namespace Ramure.Training.Api;

/// <summary>Somebody registered; <c>rank</c> is the place on the waiting list.</summary>
internal sealed record ApiRegistration(
    Guid Id, Guid Session, long Number, string Name, string Email, string State, int? Rank, int Priority, string? Audience, string? School, DateTime At, DateTime? OfferUntil)
{
    public static ApiRegistration Of(PersonRow row) => Of(row.Registration, row.Rank);

    public static ApiRegistration Of(SessionRegistration row, int? rank) => new(
        row.Id, row.SessionId, row.Number, row.Name, row.Email, ExchangeWords.Code(row.State), rank, row.Priority, row.Audience, row.Uai, row.At, row.OfferUntil);
}

/// <summary>Somebody to be registered.</summary>
/// <param name="Audience">Code of an audience; null when nobody says.</param>
/// <param name="School">UAI; null when nobody says.</param>
/// <param name="Notify">Whether the person is written to.</param>
internal sealed record ApiNewRegistration(string Name, string Email, string? Audience = null, string? School = null, bool Notify = false)
{
    public BelongingText Text() => new() { Audience = Audience, School = School };
}
