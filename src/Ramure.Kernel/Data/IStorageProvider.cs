using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Ramure.Kernel.Data;

/// <summary>What differs between the databases; everything else is written once.</summary>
public interface IStorageProvider
{
    /// <summary>"sqlite" or "postgres".</summary>
    string Name { get; }

    /// <summary>Rows in one INSERT of many: where a round trip costs, several; where parameters cost, one.</summary>
    int RowsPerInsert { get; }

    /// <summary>Points the context at the database.</summary>
    void Configure(DbContextOptionsBuilder builder);

    /// <summary>
    /// Takes, until the end of the current transaction, the lock of this key: one writer at a time on every host. Under one the ledger
    /// is posted to, so that positions and instants grow together; under others rooms and trainers are planned.
    /// </summary>
    Task LockAsync(DbConnection connection, DbTransaction transaction, long key, CancellationToken cancel);

    /// <summary>Lets the current transaction use more memory, for one large aggregation that would otherwise go through files.</summary>
    Task GiveRoomAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Begins a transaction that sees one consistent state and never waits for writers.</summary>
    Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Prepares the place where the database lives, for example the folder of the embedded one.</summary>
    Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>
    /// After migrations: makes the database itself refuse to change or remove the audit trail, but for taking a payload out, and to
    /// have a room or a trainer in two places at once. Idempotent.
    /// </summary>
    Task GuardAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>What went wrong with the database itself and how to mend it, as one French sentence; null when it is no such fault.</summary>
    string? Explain(Exception fault);
}
