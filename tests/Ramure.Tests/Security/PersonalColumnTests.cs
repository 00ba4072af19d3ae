using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>
/// Every column that can hold words is on a reviewed list, <c>personal-columns.txt</c>: with the part of the register that answers for it
/// (its export, its erasure, how long it is kept), with « reference » when it only refers to an account, which leads to nobody once that is
/// erased, or with « - » when it names nobody. Who adds a column decides which: RAMURE_ACCEPT=1 writes the list anew and proposes, by the
/// column's name, for what is new; read the difference.
/// </summary>
public sealed class PersonalColumnTests
{
    private const string File = "personal-columns.txt";
    private static readonly string[] NoPart = ["-", "reference"];

    private static readonly string Place = Path.Combine(Repository.Root, "tests", "Ramure.Tests", "Security", File);

    [Fact]
    public async Task Every_column_that_holds_text_is_on_the_reviewed_list()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var columns = await installation.RunAsync(s => Task.FromResult(s.GetRequiredService<RamureDb>().Model.GetEntityTypes().SelectMany(Columns).Distinct().ToList()));
        Assert.True(columns.Count > 150, $"{columns.Count} columns.");
        if (Environment.GetEnvironmentVariable("RAMURE_ACCEPT") == "1")
            await AcceptAsync(columns);
        var reviewed = Reviewed();
        Assert.Empty(reviewed.GroupBy(r => r.Column).Where(g => g.Count() > 1).Select(g => g.Key));
        var unknown = columns.Except(reviewed.Select(r => r.Column)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unknown.Count == 0, $"Can these name somebody? Write them into {File}, with the part of the register that keeps them or « - »:\n{string.Join('\n', unknown)}");
        Assert.Empty(reviewed.Select(r => r.Column).Except(columns).Select(c => $"{c} is no column any more."));
    }

    [Fact]
    public async Task What_names_somebody_is_in_the_register_by_the_part_that_the_list_names()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var parts = await installation.RunAsync(s => Task.FromResult(s.GetServices<IPersonalData>().ToDictionary(p => p.GetType().Name, p => p.Register.Count)));
        Assert.Empty(Reviewed().Where(r => !NoPart.Contains(r.Part) && !parts.ContainsKey(r.Part)).Select(r => $"{r.Column}: no part of the register is called {r.Part}."));
        Assert.Empty(Reviewed().Where(r => !NoPart.Contains(r.Part) && parts[r.Part] == 0).Select(r => $"{r.Column}: {r.Part} has no line in the register."));
    }

    private static List<(string Column, string Part)> Reviewed() =>
        [.. System.IO.File.ReadAllLines(Place).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(w => (w[0], w[1]))];

    private static async Task AcceptAsync(List<string> columns)
    {
        var known = Reviewed().ToDictionary(r => r.Column, r => r.Part, StringComparer.Ordinal);
        var lines = columns.Order(StringComparer.Ordinal).GroupBy(c => c.Split('_')[0], StringComparer.Ordinal)
            .SelectMany(g => g.Select(c => $"{c,-46} {known.GetValueOrDefault(c) ?? Proposed(c)}").Prepend(""));
        await System.IO.File.WriteAllLinesAsync(Place, System.IO.File.ReadAllLines(Place).Where(l => l.StartsWith('#')).Concat(lines));
    }

    private static string Proposed(string column)
    {
        var name = column.Split('.')[1];
        if (name.EndsWith("By", StringComparison.OrdinalIgnoreCase) || name.Equals("actor", StringComparison.OrdinalIgnoreCase))
            return "reference";
        var module = column.Split('_')[0] switch { "accounts" => "Account", "journal" => "Journal", "training" => "Training", _ => null };
        string[] telling = ["name", "email", "person", "note", "comment", "answer", "text", "signature"];
        return module is not null && telling.Any(t => name.Contains(t, StringComparison.OrdinalIgnoreCase)) ? module + "PersonalData" : "-";
    }

    private static IEnumerable<string> Columns(IEntityType entity)
    {
        var table = entity.GetTableName() ?? entity.GetViewName();
        // What is kept as JSON is one column of its owner.
        if (entity.GetContainerColumnName() is { } json)
            return [$"{table}.{json}"];
        return entity.GetProperties().Where(HoldsWords).Select(p => $"{table}.{p.GetColumnName()}");
    }

    /// <summary>Text and bytes, but not the words of an enumeration.</summary>
    private static bool HoldsWords(IProperty property) =>
        !(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum
        && (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) is var type && (type == typeof(string) || type == typeof(byte[]));
}
