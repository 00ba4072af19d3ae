using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Ramure.Kernel.Data;
using Ramure.Storage.Postgres;
using Ramure.Storage.Sqlite;

namespace Ramure.Hosting;

/// <summary>For <c>dotnet ef</c> only: <c>scripts/migrations</c> passes the database's name.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<RamureDb>
{
    public RamureDb CreateDbContext(string[] args)
    {
        IStorageProvider storage = args.Contains("postgres")
            ? new PostgresStorage("Host=localhost;Database=design")
            : new SqliteStorage("design.db");
        var builder = new DbContextOptionsBuilder<RamureDb>();
        storage.Configure(builder);
        return new RamureDb(builder.Options, ServiceRegistration.Model(ModuleList.All));
    }
}
