using Hangji.Modules.Access.Contract;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Hangji.Modules.Access;

/// <summary>A page's policy is the name of a verb: the acting seat must have it.</summary>
internal sealed record VerbNeeded(string Verb) : IAuthorizationRequirement;

internal sealed class VerbPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new VerbNeeded(policyName)).Build());
}

internal sealed class VerbCheck(ActingSeat seat) : AuthorizationHandler<VerbNeeded>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, VerbNeeded requirement)
    {
        if (seat.May(requirement.Verb)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
