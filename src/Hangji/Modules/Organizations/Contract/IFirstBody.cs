using Hangji.Platform;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>第一个组织: the body that an installation belongs to, set up before anybody has a seat.</summary>
public sealed record FirstBody(string Name, string ShortName, string Kind, string Field, string Code, DateOnly SetUpOn);

/// <summary>Sets up the first body of an empty house; the room of sign-in asks for it on the first visit.</summary>
public interface IFirstBody
{
    /// <returns>The body, or why it cannot be set up.</returns>
    Task<(OrgNode? Body, Refusal? Refusal)> SetUp(FirstBody body, CancellationToken stop);
}
