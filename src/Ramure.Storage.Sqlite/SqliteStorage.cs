using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Ramure.Kernel.Data;

namespace Ramure.Storage.Sqlite;

/// <summary>The embedded database: one file, write-ahead log, writers wait their turn.</summary>
public sealed class SqliteStorage(string file) : IStorageProvider
{
    // Primary result codes of SQLite.
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public string Name => "sqlite";

    /// <summary>Parameters are looked up by name, and a statement costs no round trip.</summary>
    public int RowsPerInsert => 1;

    public void Configure(DbContextOptionsBuilder builder)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = true,
            DefaultTimeout = 60,
            ForeignKeys = true,
        };
        builder.UseSqlite(connection.ConnectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteStorage).Assembly.GetName().Name));
        builder.AddInterceptors(Pragmas.Instance);
    }

    /// <summary>Nothing to take: transactions are immediate, so a writer already excludes the others.</summary>
    public Task LockAsync(DbConnection connection, DbTransaction transaction, long key, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Deferred: a reader in write-ahead mode sees the state at its first statement.</summary>
    public Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancel) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public Task PrepareAsync(CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is not null)
            Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public async Task GuardAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = AuditGuard.Sql + OccupationGuard.Sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public string? Explain(Exception fault) => (fault as SqliteException)?.SqliteErrorCode switch
    {
        Busy or Locked => $"La base « {file} » est occupée par un autre programme. Attendez qu’il ait fini, puis recommencez.",
        ReadOnly or CannotOpen => $"La base « {file} » ne s’ouvre pas en écriture. Vérifiez les droits du fichier et de son dossier.",
        Full => $"Il n’y a plus de place sur le disque de la base « {file} ». Libérez-en, puis recommencez.",
        Corrupt or NotADatabase => $"Le fichier « {file} » n’est pas une base lisible. Reprenez-en une sauvegarde, ou donnez un autre dossier : --data DOSSIER",
        _ => null,
    };

    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Instance = new();

        private const string Sql =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=60000; PRAGMA cache_size=-65536; "
            + "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
