using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Ramure.Kernel.Data;

namespace Ramure.Storage.Postgres;

/// <summary>The server database, for several hosts.</summary>
public sealed class PostgresStorage(string connectionString) : IStorageProvider
{
    public string Name => "postgres";

    public int RowsPerInsert => 200;

    public void Configure(DbContextOptionsBuilder builder) =>
        builder.UseNpgsql(connectionString, postgres => postgres.MigrationsAssembly(typeof(PostgresStorage).Assembly.GetName().Name));

    public async Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);

    public string? Explain(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"{Server()} refuse ce nom ou ce mot de passe. Vérifiez RAMURE_POSTGRES.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"{Server()} n’a pas de base de ce nom. Créez-la, ou vérifiez RAMURE_POSTGRES.",
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected } =>
            "La base est occupée par un autre programme. Attendez qu’il ait fini, puis recommencez.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => $"{Server()} ne laisse pas ce compte écrire. Donnez-lui des droits sur la base.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow } =>
            $"{Server()} n’accepte pas de connexion pour l’instant. Recommencez un peu plus tard.",
        PostgresException { SqlState: PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile } missing when missing.MessageText.Contains("btree_gist", StringComparison.Ordinal) =>
            $"{Server()} n’a pas l’extension btree_gist. Installez les modules additionnels de PostgreSQL (paquet postgresql-contrib), puis recommencez.",
        PostgresException => null,
        NpgsqlException => $"{Server()} ne répond pas. Vérifiez qu’il est démarré, et RAMURE_POSTGRES.",
        ArgumentException when Server() == Unreadable => $"{Unreadable} : écrivez par exemple Host=localhost;Database=ramure;Username=ramure;Password=…",
        _ => null,
    };

    private const string Unreadable = "RAMURE_POSTGRES ne se lit pas";

    /// <summary>Never the whole connection string: it holds the password.</summary>
    private string Server()
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"Le serveur de base de données {parts.Host}:{parts.Port.ToString(CultureInfo.InvariantCulture)}";
        }
        catch (ArgumentException)
        {
            return Unreadable;
        }
    }

    public async Task GuardAsync(DbConnection connection, CancellationToken cancel)
    {
        await GuardAsync(connection, AuditGuard.Exists, AuditGuard.Sql, cancel);
        await GuardAsync(connection, OccupationGuard.Exists, OccupationGuard.Sql, cancel);
    }

    private async Task GuardAsync(DbConnection connection, string exists, string sql, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = exists;
        // Making one waits for every writer: only when it is missing.
        if (await command.ExecuteScalarAsync(cancel) is true)
            return;
        await LockAsync(connection, transaction, AuditGuard.LockKey, cancel);
        // Another host may have made it meanwhile.
        if (await command.ExecuteScalarAsync(cancel) is true)
            return;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task GiveRoomAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SET LOCAL work_mem = '256MB'";
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task LockAsync(DbConnection connection, DbTransaction transaction, long key, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT pg_advisory_xact_lock(" + key.ToString(CultureInfo.InvariantCulture) + ")";
        await command.ExecuteNonQueryAsync(cancel);
    }
}
