using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Ramure.Kernel.Data;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Reading;

/// <summary>
/// One consistent view of the ledger for all the statements of one answer: a snapshot transaction, or the write that is under way.
/// </summary>
internal sealed class ReadSession : IAsyncDisposable
{
    private readonly RamureDb db;
    private readonly bool owns;
    private readonly DbTransaction? transaction;

    private ReadSession(RamureDb db, DbTransaction? transaction, bool owns, long position, long generation)
    {
        (this.db, this.transaction, this.owns) = (db, transaction, owns);
        (Position, Generation) = (position, generation);
    }

    /// <summary>Number of the last entry seen.</summary>
    public long Position { get; }

    /// <summary>Changes when totals were rebuilt.</summary>
    public long Generation { get; }

    /// <summary>What is read may not be committed yet: nothing of it is kept for others.</summary>
    public bool InsideWrite => !owns;

    public static async Task<ReadSession> OpenAsync(RamureDb db, IStorageProvider storage, CancellationToken cancel)
    {
        var current = db.Database.CurrentTransaction?.GetDbTransaction();
        var connection = db.Database.GetDbConnection();
        if (current is null)
            await db.Database.OpenConnectionAsync(cancel);
        var transaction = current ?? await storage.BeginReadAsync(connection, cancel);
        try
        {
            await using var command = LedgerSql.Command(
                connection, transaction, "SELECT COALESCE((SELECT MAX(id) FROM ledger_entries), 0), (SELECT generation FROM ledger_state WHERE id = 1)");
            await using var reader = await command.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            return new ReadSession(db, transaction, current is null, reader.GetInt64(0), reader.GetInt64(1));
        }
        catch
        {
            if (current is null)
            {
                await transaction.DisposeAsync();
                await db.Database.CloseConnectionAsync();
            }

            throw;
        }
    }

    public DbCommand Command(string sql, params (string Name, object Value)[] parameters) =>
        LedgerSql.Command(db.Database.GetDbConnection(), transaction, sql, parameters);

    /// <summary>Runs a query and gathers its rows.</summary>
    public async Task<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
            rows.Add(read(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (!owns)
            return;
        if (transaction is not null)
            await transaction.DisposeAsync();
        await db.Database.CloseConnectionAsync();
    }
}
