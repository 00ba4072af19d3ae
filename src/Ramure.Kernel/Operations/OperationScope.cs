using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Outbox;

namespace Ramure.Kernel.Operations;

/// <summary>What a write may use while its transaction is open.</summary>
public sealed class OperationScope
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly AccessScope reach;
    private readonly int rowsPerInsert;
    private readonly List<AuditEvent> events = [];

    internal OperationScope(RamureDb db, Operation operation, string actor, AccessScope reach, DateTime at, int rowsPerInsert)
    {
        this.reach = reach;
        Actor = actor;
        Db = db;
        Operation = operation;
        At = at;
        this.rowsPerInsert = rowsPerInsert;
    }

    /// <summary>The context, inside the transaction. <see cref="OperationRunner"/> saves it at the end.</summary>
    public RamureDb Db { get; }

    /// <summary>What is done, and why.</summary>
    public Operation Operation { get; }

    /// <summary>Reference of who acts, as traces keep it.</summary>
    public string Actor { get; }

    /// <summary>The instant of the operation, UTC: one for everything it writes.</summary>
    public DateTime At { get; }

    /// <summary>The open connection, for the ledger's set-based statements.</summary>
    public DbConnection Connection => Db.Database.GetDbConnection();

    /// <summary>The open transaction.</summary>
    public DbTransaction Transaction => Db.Database.CurrentTransaction!.GetDbTransaction();

    /// <summary>The trail of this operation, written at the end of the chain when it commits.</summary>
    internal IReadOnlyList<AuditEvent> Events => events;

    /// <summary>Whether a unit was demanded: an operation bound to units that names none is a bug.</summary>
    internal bool Demanded { get; private set; }

    /// <summary>Whether this host's outbox worker has something to do after the commit.</summary>
    internal bool Announced { get; private set; }

    internal bool Rehearsed { get; private set; }

    /// <summary>Denied unless the operation's permission is held for this unit, and for the item when the actor's role names items.</summary>
    /// <param name="unit">Code of the unit for which something is written.</param>
    /// <param name="item"><c>measure:CODE</c> or <c>indicator:CONTRACT/CODE</c>.</param>
    public void Demand(string unit, string? item = null)
    {
        Demanded = true;
        if (!reach.Covers(unit, item))
            throw new AccessDeniedException(Operation.Permission, unit);
    }

    /// <summary>Denied unless the operation's permission is held for the whole network.</summary>
    public void DemandNetwork()
    {
        Demanded = true;
        if (!reach.IsEverything)
            throw new AccessDeniedException(Operation.Permission, "tout le réseau");
    }

    /// <summary>Does everything, then leaves nothing: what a dry run asks for.</summary>
    public void Rehearse() => Rehearsed = true;

    /// <summary>Records what changed. Every write calls this at least once.</summary>
    /// <param name="unit">Code of the unit the record belongs to, so that who directs it can read its trail; null for the installation's own.</param>
    public void Audit(string subjectKind, string subjectId, object? before, object? after, string? unit = null) =>
        events.Add(Event(subjectKind, subjectId, Operation.Name, Actor, before, after, Operation.Reason, unit));

    /// <summary>
    /// Records what changed for one of several people whose wishes the product carries out together: the trail names that person. Only the
    /// product itself speaks for somebody else.
    /// </summary>
    public void AuditFor(string actor, string subjectKind, string subjectId, object? before, object? after, string? unit = null)
    {
        if (actor != Actor && Actor != Access.Actor.System.Reference)
            throw new InvalidOperationException($"{Actor} does not act for {actor}.");
        events.Add(Event(subjectKind, subjectId, Operation.Name, actor, before, after, Operation.Reason, unit));
    }

    internal AuditEvent Event(
        string subjectKind, string subjectId, string operation, string actor, object? before, object? after, string? reason, string? unit) => new()
        {
            Id = Guid.CreateVersion7(),
            // Both databases keep microseconds: what is hashed is what is read back.
            At = new DateTime(At.Ticks - (At.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
            Actor = actor,
            Operation = operation,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            Unit = unit,
            Before = before is null ? null : JsonSerializer.Serialize(before, Json),
            After = after is null ? null : JsonSerializer.Serialize(after, Json),
            Reason = reason,
        };

    /// <summary>Writes many rows in this transaction, without the change tracker. <paramref name="suffix"/> is the conflict clause, if any.</summary>
    public Task InsertAsync(string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, string suffix = "", CancellationToken cancel = default) =>
        BulkInsert.RunAsync(Connection, Transaction, rowsPerInsert, table, columns, rows, suffix, cancel);

    /// <summary>Asks for something to happen outside once this operation has committed, by the handler of this kind; the message's identifier tells its fate.</summary>
    public Guid Enqueue<T>(string kind, T payload)
    {
        var id = Guid.CreateVersion7();
        Db.Add(new OutboxMessage
        {
            Id = id,
            Kind = kind,
            Payload = JsonSerializer.Serialize(payload, Json),
            Operation = Operation.Name,
            Actor = Actor,
            EnqueuedAt = At,
            DueAt = At,
            State = OutboxState.Waiting,
        });
        Announce();
        return id;
    }

    internal void Announce() => Announced = true;
}
