using Microsoft.Data.Sqlite;
using Ramure.Hosting;

namespace Ramure.Tests.Hosting;

public sealed class CommandFaultTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ramure_faults_").FullName;

    private RamureOptions Here => new() { DataDirectory = folder };

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named_without_a_stack()
    {
        var file = Path.Combine(folder, "fichier");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var (code, said) = await RunAsync("measures", "list", "--data", file);
        Assert.Equal(70, code);
        Assert.Equal($"Le dossier des données « {file} » ne se laisse pas écrire. Vérifiez ses droits, ou donnez-en un autre : --data DOSSIER", said.Trim());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_without_a_stack()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "ramure.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        var (code, said) = await RunAsync("measures", "list", "--data", folder);
        Assert.Equal(70, code);
        Assert.Contains("n’est pas une base lisible", Assert.Single(said.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_words_are_refused_in_French_with_the_usage()
    {
        var (code, said) = await RunAsync("measures", "lister");
        Assert.Equal(1, code);
        Assert.Contains("lister", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Unrecognized", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Required", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_database_is_said_to_be_busy()
    {
        var path = Path.Combine(folder, "ramure.db");
        using var first = new SqliteConnection($"Data Source={path};Pooling=false");
        using var second = new SqliteConnection($"Data Source={path};Pooling=false;Default Timeout=1");
        first.Open();
        second.Open();
        using var writing = first.BeginTransaction();
        var locked = Assert.Throws<SqliteException>(() => second.BeginTransaction());
        Assert.Contains("est occupée par un autre programme", Say(new InvalidOperationException("wrapped", locked), Here).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_its_password()
    {
        var options = Here with { Postgres = "Host=127.0.0.1;Port=1;Database=ramure;Username=ramure;Password=secret" };
        await using var connection = new Npgsql.NpgsqlConnection(options.Postgres);
        var refused = await Assert.ThrowsAsync<Npgsql.NpgsqlException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal((70, "Le serveur de base de données 127.0.0.1:1 ne répond pas. Vérifiez qu’il est démarré, et RAMURE_POSTGRES."), Say(refused, options));
    }

    [Fact]
    public void A_connection_string_that_does_not_read_is_said_so()
    {
        var options = Here with { Postgres = "Hote=localhost" };
        var wrong = Assert.Throws<ArgumentException>(() => new Npgsql.NpgsqlConnection(options.Postgres));
        Assert.StartsWith("RAMURE_POSTGRES ne se lit pas", Say(wrong, options).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_foresaw_is_one_sentence_and_its_stack_comes_on_demand()
    {
        var fault = Assert.Throws<InvalidOperationException>(Thrower);
        var (code, said) = Say(fault, Here);
        Assert.Equal(70, code);
        Assert.StartsWith("Erreur imprévue : Tombé.", said, StringComparison.Ordinal);
        Assert.Contains("RAMURE_DEBUG=1", said, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(Thrower), said, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrower), Say(fault, Here, debug: true).Said, StringComparison.Ordinal);

        static void Thrower() => throw new InvalidOperationException("Tombé.");
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] args)
    {
        await using var error = new StringWriter();
        var code = await RamureCommandLine.InvokeAsync(args, error);
        return (code, error.ToString());
    }

    private static (int Code, string Said) Say(Exception fault, RamureOptions options, bool debug = false)
    {
        using var error = new StringWriter();
        var code = CommandFaults.Say(fault, options, error, debug);
        return (code, error.ToString().Trim());
    }
}
