using System.Data.Common;
using System.Globalization;

namespace Ramure.Ledger.Sql;

/// <summary>Small helpers for SQL that both databases understand.</summary>
internal static class LedgerSql
{
    /// <summary>+1 for an entry, −1 for a reversal: what is left after reversals.</summary>
    public const string Sign = "CASE WHEN reverses IS NULL THEN 1 ELSE -1 END";

    /// <summary>The columns of a total, as aggregates over entries, in the order of <see cref="TotalColumns"/>.</summary>
    public const string Aggregates =
        "CAST(SUM(quantity) AS bigint), CAST(COUNT(*) AS bigint), "
        + "CAST(SUM(CASE WHEN state = 0 THEN CASE WHEN reverses IS NULL THEN 1 ELSE -1 END ELSE 0 END) AS bigint), "
        + "CAST(SUM(CASE WHEN state = 1 THEN CASE WHEN reverses IS NULL THEN 1 ELSE -1 END ELSE 0 END) AS bigint), "
        + "CAST(SUM(CASE WHEN state = 2 THEN CASE WHEN reverses IS NULL THEN 1 ELSE -1 END ELSE 0 END) AS bigint), "
        + "CAST(SUM(CASE WHEN basis > 0 THEN CASE WHEN reverses IS NULL THEN 1 ELSE -1 END ELSE 0 END) AS bigint)";

    /// <summary>The names matching <see cref="Aggregates"/>.</summary>
    public const string TotalColumns = "quantity, entries, known, nc, so, coarse";

    public static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
            Add(command, name, value);
        return command;
    }

    public static DbParameter Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    public static async Task<long> LongAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel, params (string, object)[] parameters)
    {
        await using var command = Command(connection, transaction, sql, parameters);
        return await command.ExecuteScalarAsync(cancel) is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }

    public static async Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel, params (string, object)[] parameters)
    {
        await using var command = Command(connection, transaction, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Numbers written into an IN list: they come from the database or the network, never from outside.</summary>
    public static string In(IEnumerable<int> numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
