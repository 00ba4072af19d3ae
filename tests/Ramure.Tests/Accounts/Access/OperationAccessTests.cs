using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Access;

public sealed class OperationAccessTests
{
    private static readonly Permission Bound = new("test.bound", "Essayer", global::Ramure.Kernel.Access.Bound.Unit);

    [Fact]
    public async Task An_operation_bound_to_units_that_names_none_is_an_error_even_for_the_system()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(installation, _ => { }));
        Assert.Contains("names no unit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_is_denied_for_a_unit_outside_of_the_scope_and_writes_nothing()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", s => s.AddScoped<IAccess>(_ => new OnlyUnit("A")));
        await RunAsync(installation, scope => scope.Demand("A"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => RunAsync(installation, scope => scope.Demand("B")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => RunAsync(installation, scope => scope.DemandNetwork()));
        await installation.RunAsync(s =>
        {
            Assert.Equal(["A"], s.GetRequiredService<global::Ramure.Kernel.Data.RamureDb>().Set<AuditEvent>().Where(e => e.SubjectKind == "test").Select(e => e.SubjectId));
            return Task.CompletedTask;
        });
    }

    private static Task RunAsync(TestInstallation installation, Action<OperationScope> demand) =>
        installation.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.write", Bound), scope =>
        {
            scope.Audit("test", "A", null, null);
            demand(scope);
            return Task.FromResult<Result<Done>>(default(Done));
        }));

    private sealed class OnlyUnit(string unit) : IAccess
    {
        public Actor Actor => Actor.System;

        // Startup tasks come before the test; they hold what they need.
        public ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default) =>
            ValueTask.FromResult(permission.Code == "test.bound" ? new AccessScope([new AccessPart(new HashSet<string> { unit }, null)]) : AccessScope.Everything);
    }
}
