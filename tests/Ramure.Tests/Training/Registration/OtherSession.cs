using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Registration;

/// <summary>Another session of the same training, on the morning of 2 October 2024.</summary>
internal static class OtherSession
{
    public static Task<Session> OfAsync(TrainingScene scene, Session first, int seats) => scene.RunAsync(async s =>
    {
        var starts = new DateTime(2024, 10, 2, 7, 0, 0, DateTimeKind.Utc);
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            CourseId = first.CourseId,
            Unit = first.Unit,
            TimeZone = first.TimeZone,
            Capacity = seats,
            ClosesAt = starts,
            StartsAt = starts,
            Slots = [new Slot { Id = Guid.CreateVersion7(), Day = new(2024, 10, 2), Start = new(9, 0), End = new(12, 0), StartsAt = starts, EndsAt = starts.AddHours(3), Place = "Atelier Canopé 62" }],
        };
        var db = s.GetRequiredService<RamureDb>();
        db.Add(session);
        await db.SaveChangesAsync();
        return session;
    });
}
