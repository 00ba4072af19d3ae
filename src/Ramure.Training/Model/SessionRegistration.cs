using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

internal enum RegistrationState
{
    /// <summary>Asked, where the unit agrees first.</summary>
    Requested,

    /// <summary>Holds a seat.</summary>
    Confirmed,

    /// <summary>Waits for a seat.</summary>
    Waiting,

    /// <summary>A seat is kept until <see cref="SessionRegistration.OfferUntil"/>.</summary>
    Offered,

    /// <summary>Did not take the seat in time.</summary>
    Expired,

    /// <summary>Gave the place back, or was taken off.</summary>
    Withdrawn,

    /// <summary>The unit did not agree.</summary>
    Refused,

    /// <summary>Came without being registered: on the sheet, without a seat.</summary>
    WalkIn,
}

/// <summary>How a registration came.</summary>
internal enum RegistrationOrigin
{
    /// <summary>By the person, signed in.</summary>
    Self,

    /// <summary>By the person, through a link sent to their address.</summary>
    Link,

    /// <summary>By a colleague, for a school's team.</summary>
    Colleague,

    /// <summary>By the unit.</summary>
    Staff,

    /// <summary>By a file: designated persons, another system.</summary>
    Import,

    /// <summary>At the door.</summary>
    Door,
}

/// <summary>A person and a session: one row, whatever becomes of it.</summary>
internal sealed class SessionRegistration
{
    public required Guid Id { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>The account, when the person has one.</summary>
    public Guid? AccountId { get; set; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    /// <summary>The address, folded: one registration for each person and session.</summary>
    public required string PersonKey { get; set; }

    /// <summary>Code of <c>data/audiences.csv</c>; null when nobody said.</summary>
    public string? Audience { get; set; }

    /// <summary>UAI of the person's school; null when nobody said.</summary>
    public string? Uai { get; set; }

    public RegistrationOrigin Origin { get; set; }

    /// <summary>Reference of who registered the person, as traces keep it; null for the oldest.</summary>
    public string? By { get; set; }

    /// <summary>Who waits with a higher one is offered a seat first; 0 for most.</summary>
    public int Priority { get; set; }

    public RegistrationState State { get; set; }

    /// <summary>Order among the registrations of the session.</summary>
    public long Number { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    /// <summary>UTC; until when an offered seat is kept.</summary>
    public DateTime? OfferUntil { get; set; }

    /// <summary>Whether it holds a seat.</summary>
    public bool HoldsSeat => State is RegistrationState.Confirmed or RegistrationState.Offered;

    /// <summary>Whether it still counts for anything.</summary>
    public bool IsLive => State is RegistrationState.Requested or RegistrationState.Confirmed or RegistrationState.Waiting or RegistrationState.Offered or RegistrationState.WalkIn;

    /// <summary>Whether the person stands on the sheet of presence.</summary>
    public bool IsExpected => State is RegistrationState.Confirmed or RegistrationState.WalkIn;
}

internal sealed class SessionRegistrationMapping : IEntityTypeConfiguration<SessionRegistration>
{
    public void Configure(EntityTypeBuilder<SessionRegistration> builder)
    {
        builder.ToTable("training_registrations");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(120);
        builder.Property(r => r.Email).HasMaxLength(256);
        builder.Property(r => r.PersonKey).HasMaxLength(256);
        builder.Property(r => r.Audience).HasMaxLength(60);
        builder.Property(r => r.Uai).HasMaxLength(8);
        builder.Property(r => r.By).HasMaxLength(200);
        builder.HasOne<Session>().WithMany().HasForeignKey(r => r.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.SessionId, r.PersonKey }).IsUnique();
        builder.HasIndex(r => new { r.SessionId, r.State, r.Number });
        builder.HasIndex(r => new { r.SessionId, r.AccountId }).IsUnique();
        builder.HasIndex(r => r.AccountId);
        builder.HasIndex(r => new { r.State, r.OfferUntil });
    }
}
