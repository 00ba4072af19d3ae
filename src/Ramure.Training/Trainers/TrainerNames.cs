using Ramure.Training.Model;

namespace Ramure.Training.Trainers;

/// <summary>Who gives a session, as a reader may know it.</summary>
internal static class TrainerNames
{
    /// <param name="session">With its trainers.</param>
    /// <param name="everybody">Also those whose name is not for the public: the reader is registered, or staff.</param>
    public static IReadOnlyList<string> For(Session session, bool everybody) =>
        [.. session.Trainers.Select(t => t.Trainer!).Where(t => everybody || t.NamedPublicly).Select(t => t.Name).Order(StringComparer.CurrentCulture)];
}
