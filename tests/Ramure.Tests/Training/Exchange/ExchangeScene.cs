using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Exchange;

/// <summary>What tests of exchange say in one line; files are those of the mapping <c>ramure</c>, or of one that they write.</summary>
internal static class ExchangeScene
{
    public const string Sessions = "session;titre;unite;jour;debut;fin;lieu;adresse;salle;formateurs;places;inscription;etat;motif\n";
    public const string People = "session;inscription;personne;nom;courriel;public;etablissement;etat;priorite\n";
    public const string Presences = "session;inscription;personne;courriel;jour;debut;presence;minutes;effectif;public;etablissement\n";

    /// <summary>A session of two half-days, S1.</summary>
    public const string TwoHalves = Sessions
        + "S1;Premiers pas en webradio;A62;2024-09-18;09:00;12:00;adresse;Lycée Robespierre;;Jeanne Martin;12;designation;planifiee;\n"
        + "S1;Premiers pas en webradio;A62;2024-09-18;13:30;16:30;adresse;Lycée Robespierre;;Jeanne Martin;12;designation;planifiee;\n";

    public static Task<ExchangeReport> TakeAsync(this TrainingScene scene, ExchangeKind kind, string text, bool rehearse = false, bool notify = false, string? expected = null, string mapping = "ramure") =>
        scene.TakeAsync(kind, Encoding.UTF8.GetBytes(text), new ImportOptions(rehearse, notify, expected), mapping);

    public static Task<ExchangeReport> TakeAsync(this TrainingScene scene, ExchangeKind kind, byte[] content, ImportOptions options, string mapping = "ramure") => scene.RunAsync(async s =>
    {
        var found = s.GetRequiredService<MappingShelf>().Find(mapping)!;
        return ExchangeTable.Read(new MemoryStream(content), "fichier.csv", found, kind).TryGet(out var table, out var unreadable)
            ? await s.GetRequiredService<ExchangeImport>().RunAsync(found, table, options)
            : ExchangeReport.Refused(kind, unreadable);
    });

    public static async Task<ExchangeReport> TakenAsync(this TrainingScene scene, ExchangeKind kind, string text, bool notify = false, string mapping = "ramure")
    {
        var report = await scene.TakeAsync(kind, text, notify: notify, mapping: mapping);
        Assert.True(report.Refusals.Count == 0, string.Join('\n', report.Refusals));
        return report;
    }

    public static Task<Result<ExchangeFile>> GiveAsync(this TrainingScene scene, ExchangeKind kind, string mapping = "ramure", string from = "2024-01-01", string to = "2025-12-31", string unit = "RC") => scene.RunAsync(async s =>
        (await s.GetRequiredService<ExportQuestions>().ReadAsync(new ExportRequest(unit, from, to, mapping), ExchangeExport.Needed(kind))).TryGet(out var question, out var wrong)
            ? await s.GetRequiredService<ExchangeExport>().WriteAsync(question, kind)
            : wrong.ToList());

    public static async Task<string> GivenAsync(this TrainingScene scene, ExchangeKind kind, string mapping = "ramure")
    {
        var given = await scene.GiveAsync(kind, mapping);
        Assert.True(given.Succeeded, string.Join('\n', given.Refusals));
        return Encoding.UTF8.GetString(given.Value.Content).TrimStart('\uFEFF');
    }

    /// <summary>"12: code Colonne", one for each refusal.</summary>
    public static IEnumerable<string> Said(this ExchangeReport report) => report.Refusals.Select(r => $"{r.Line}: {r.Code} {r.Field}".TrimEnd());

    public static string Counts(this ExchangeReport report) => $"{report.Created}/{report.Changed}/{report.Same}";

    public static Task<List<Session>> AllSessionsAsync(this TrainingScene scene) => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().AsNoTracking()
        .Include(x => x.Slots).Include(x => x.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery().OrderBy(x => x.StartsAt).ThenBy(x => x.Id).ToListAsync());

    public static Task<List<SessionRegistration>> PeopleAsync(this TrainingScene scene) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().AsNoTracking().OrderBy(r => r.SessionId).ThenBy(r => r.Number).ToListAsync());

    public static Task<List<ExternalKey>> KeysAsync(this TrainingScene scene) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<ExternalKey>().AsNoTracking().OrderBy(k => k.Kind).ThenBy(k => k.Key).ToListAsync());

    public static Task<int> MailsAsync(this TrainingScene scene) => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionMail>().CountAsync());

    /// <summary>Puts a mapping of this installation beside those of the product.</summary>
    public static async Task MappingAsync(this TrainingScene scene, string name, string json)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Installation.DataDirectory, "exchange")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), json);
    }
}
