using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Ramure.Kernel.Data;

/// <summary>Instants are stored in UTC and come back marked so: SQLite forgets the kind, PostgreSQL insists on it.</summary>
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => value.Kind == DateTimeKind.Utc ? value : value.ToUniversalTime(),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
