using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
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

    public async Task LockAsync(DbConnection connection, DbTransaction transaction, long key, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT pg_advisory_xact_lock(" + key.ToString(CultureInfo.InvariantCulture) + ")";
        await command.ExecuteNonQueryAsync(cancel);
    }
}
