using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Questionnaires;

/// <summary>
/// The questionnaires of <c>data/quality/questionnaires.csv</c>: proposals of the product, offered to every unit from the first day. Where the
/// file says otherwise than before, they get a version more.
/// </summary>
internal sealed class ShippedQuestionnaires(OperationRunner runner, RamureDb db, InstallationPaths paths) : IStartupTask
{
    public int Order => 40;

    public async Task RunAsync(CancellationToken cancel)
    {
        var shipped = Read(Path.Combine(paths.Reference, "quality", "questionnaires.csv"));
        var known = (await db.Set<Questionnaire>().AsNoTracking().Where(q => q.Unit == "")
            .Join(db.Set<QuestionnaireVersion>(), q => new { q.Id, q.Version }, v => new { Id = v.QuestionnaireId, Version = v.Number }, (q, v) => v).ToListAsync(cancel)).ToDictionary(v => v.QuestionnaireId);
        var changed = shipped.Where(s => !known.TryGetValue(Identifier(s.Code), out var v) || JsonSerializer.Serialize(v.Content) != JsonSerializer.Serialize(s.Content)).ToList();
        if (changed.Count == 0)
            return;
        _ = (await runner.RunAsync<Done>(new Operation("training.ship-questionnaires", Permission.System), async scope =>
        {
            foreach (var (code, content) in changed)
            {
                var id = Identifier(code);
                var questionnaire = await db.Set<Questionnaire>().SingleOrDefaultAsync(q => q.Id == id, cancel);
                if (questionnaire is null)
                    db.Add(questionnaire = new Questionnaire { Id = id, Unit = "", Title = content.Title, CreatedAt = scope.At });
                else
                    (questionnaire.Version, questionnaire.Title) = (questionnaire.Version + 1, content.Title);
                QuestionnaireEditor.Add(scope, questionnaire, content, known.GetValueOrDefault(id)?.Content);
            }

            return default(Done);
        }, cancel)).Value;
    }

    /// <summary>The same on every installation.</summary>
    public static Guid Identifier(string code) => new(SHA256.HashData(Encoding.UTF8.GetBytes("ramure-questionnaire " + code)).AsSpan(0, 16));

    internal static IReadOnlyList<(string Code, QuestionnaireContent Content)> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' }, FileOptions.SequentialScan);
        var rows = new List<(string Code, string Title, string Intro, Question Question)>();
        while (csv.Read())
            rows.Add((csv.GetString("questionnaire"), csv.GetString("title"), csv.GetString("intro"), new Question
            {
                Key = csv.GetString("key"),
                Kind = EvaluationWords.Kinds.First(k => k.Code == csv.GetString("kind")).Kind,
                Text = csv.GetString("text"),
                Required = csv.GetString("required") == "oui",
                Low = csv.GetString("low"),
                High = csv.GetString("high"),
                Choices = [.. csv.GetString("choices").Split('|', StringSplitOptions.RemoveEmptyEntries)],
                Satisfaction = csv.GetString("satisfaction") == "oui",
            }));
        return [.. rows.GroupBy(r => r.Code).Select(g => (g.Key, new QuestionnaireContent { Title = g.First().Title, Intro = g.First().Intro, Questions = [.. g.Select(r => r.Question)] }))];
    }
}
