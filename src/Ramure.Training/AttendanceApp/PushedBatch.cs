using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ramure.Training.AttendanceApp;

/// <summary>How long somebody attended a slot, as a device noted it.</summary>
internal sealed record PushedMark(Guid Id, Guid Session, Guid Slot, Guid Registration, int? Minutes, IReadOnlyList<Guid> Replaces, DateTimeOffset NotedAt);

/// <summary>Somebody who came without being registered.</summary>
internal sealed record PushedWalkIn(Guid Id, Guid Session, string Name, string? Email, string? Audience, string? Uai);

/// <summary>People whose names are not taken.</summary>
internal sealed record PushedHeadcount(
    Guid Id, Guid Session, Guid Slot, string Audience, string? Uai, int? Count, IReadOnlyList<Guid> Replaces, DateTimeOffset NotedAt);

/// <summary>What a device sends, in the order it was noted within each list, in the name of the account it keeps it for.</summary>
internal sealed record PushedBatch(Guid Account, IReadOnlyList<PushedWalkIn> WalkIns, IReadOnlyList<PushedMark> Marks, IReadOnlyList<PushedHeadcount> Headcounts)
{
    public const int Most = 1000;
    private const int MostReplaced = 20;

    /// <summary>Strict: a field that is missing, null where it may not, or unknown is a fault of whoever sends.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 6,
    };

    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The sessions it is about.</summary>
    public IReadOnlyList<Guid> Sessions => [.. WalkIns.Select(w => w.Session).Concat(Marks.Select(m => m.Session)).Concat(Headcounts.Select(h => h.Session)).Distinct()];

    /// <summary>What no sheet could hold, by field; what a given sheet refuses is said later, one by one.</summary>
    public Dictionary<string, string[]> Faults()
    {
        if (WalkIns.Count + Marks.Count + Headcounts.Count > Most)
            return new Dictionary<string, string[]> { ["$"] = [$"Envoyez au plus {Most} saisies à la fois."] };
        var faults = new Dictionary<string, string[]>();
        Missing(WalkIns, "walkIns");
        Missing(Marks, "marks");
        Missing(Headcounts, "headcounts");
        if (faults.Count > 0)
            return faults;
        for (var i = 0; i < WalkIns.Count; i++)
            Check($"walkIns[{i}]", WalkIns[i].Id, null, [], (nameof(PushedWalkIn.Name), WalkIns[i].Name, 120), (nameof(PushedWalkIn.Email), WalkIns[i].Email, 256),
                (nameof(PushedWalkIn.Audience), WalkIns[i].Audience, 60), (nameof(PushedWalkIn.Uai), WalkIns[i].Uai, 8));
        for (var i = 0; i < Marks.Count; i++)
            Check($"marks[{i}]", Marks[i].Id, Marks[i].NotedAt, Marks[i].Replaces);
        for (var i = 0; i < Headcounts.Count; i++)
            Check($"headcounts[{i}]", Headcounts[i].Id, Headcounts[i].NotedAt, Headcounts[i].Replaces,
                (nameof(PushedHeadcount.Audience), Headcounts[i].Audience, 60), (nameof(PushedHeadcount.Uai), Headcounts[i].Uai, 8));
        var twice = WalkIns.Select(w => w.Id).Concat(Marks.Select(m => m.Id)).Concat(Headcounts.Select(h => h.Id)).GroupBy(id => id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            faults["$"] = [$"L’identifiant {twice.Key:D} sert deux fois."];
        return faults;

        // Annotations are not read for what a list holds.
        void Missing<T>(IReadOnlyList<T> items, string list)
            where T : class?
        {
            for (var i = 0; i < items.Count; i++)
                if (items[i] is null)
                    faults[$"{list}[{i}]"] = ["Cette saisie est vide."];
        }

        void Check(string place, Guid id, DateTimeOffset? notedAt, IReadOnlyList<Guid> replaces, params (string Name, string? Text, int Longest)[] texts)
        {
            if (id == Guid.Empty)
                faults[place + ".id"] = ["Cette saisie n’a pas d’identifiant."];
            if (notedAt < Earliest)
                faults[place + ".notedAt"] = ["Cet instant est trop ancien pour une présence."];
            if (replaces.Count > MostReplaced)
                faults[place + ".replaces"] = [$"Une saisie en remplace {MostReplaced} au plus."];
            foreach (var (name, text, longest) in texts)
                if (text is not null && (text.Length > longest || text.Any(char.IsControl)))
                    faults[$"{place}.{JsonNamingPolicy.CamelCase.ConvertName(name)}"] = [$"{longest} caractères au plus, sur une ligne."];
        }
    }
}
