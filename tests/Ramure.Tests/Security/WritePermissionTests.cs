using System.Globalization;
using Ramure.Hosting;
using Ramure.Kernel.Access;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;

namespace Ramure.Tests.Security;

/// <summary>Every write of the product names what its actor must hold.</summary>
public sealed class WritePermissionTests
{
    private static readonly IReadOnlyList<OperationSite> Sites =
    [
        .. ModuleList.All.Select(m => m.GetType().Assembly).Append(typeof(Operation).Assembly).Append(typeof(RamureHost).Assembly).Distinct().SelectMany(OperationSite.In),
    ];

    /// <summary>What works without anybody asking.</summary>
    private static readonly Type[] Unasked = [typeof(IStartupTask), typeof(IFirstStart), typeof(IJob), typeof(IOutboxHandler)];

    [Fact]
    public void Every_write_names_a_permission() =>
        Assert.Empty(Sites.Where(s => s.Permission is null).Select(s => $"{s.Type.Name}: {s.Name}"));

    [Fact]
    public void Every_permission_of_a_write_is_declared_by_its_module()
    {
        var declared = new PermissionCatalogue(ModuleList.All).All.Append(Permission.System).Select(p => p.Code).ToHashSet();
        Assert.Empty(Sites.Select(s => ((Permission)s.Permission!.GetValue(null)!).Code).Except(declared));
    }

    [Fact]
    public async Task Every_write_and_its_permission_are_the_reviewed_ones()
    {
        Assert.True(Sites.Count > 25, $"{Sites.Count} writes.");
        var seen = string.Concat(Sites
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Type.FullName} {((Permission)s.Permission!.GetValue(null)!).Code} {s.Name ?? "(named by its caller)"}{(IsUnasked(s) ? " unasked" : "")}\n"))
            .Distinct().Order(StringComparer.Ordinal));
        await Snapshot.HoldsAsync(seen, "writes.snapshot.txt");
    }

    private static bool IsUnasked(OperationSite site) => Unasked.Any(u => u.IsAssignableFrom(site.Type));
}
