using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Access;

namespace Ramure.Accounts.Access;

/// <summary>Turns what a route declares (<see cref="NeedsAttribute"/>) into a policy. A route that declares nothing answers nobody.</summary>
internal sealed class PermissionPolicies(PermissionCatalogue catalogue) : IAuthorizationPolicyProvider
{
    private static readonly AuthorizationPolicy SignedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    // An address that leads nowhere is not found, for anybody.
    private static readonly AuthorizationPolicy Undeclared =
        new AuthorizationPolicyBuilder().RequireAssertion(c => c.Resource is HttpContext http && http.GetEndpoint() is null).Build();

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult<AuthorizationPolicy?>(
        policyName.StartsWith(NeedsAttribute.Prefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder().AddRequirements(new PermissionRequirement(catalogue[policyName[NeedsAttribute.Prefix.Length..]])).Build()
            : null);

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(SignedIn);

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(Undeclared);
}

/// <summary>The actor must hold this permission somewhere.</summary>
internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(IAccess access) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (await access.MayAsync(requirement.Permission))
            context.Succeed(requirement);
    }
}
