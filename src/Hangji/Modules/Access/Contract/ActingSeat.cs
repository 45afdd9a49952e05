using Hangji.Platform.Tree;

namespace Hangji.Modules.Access.Contract;

/// <summary>当前席位: what the request knows about who is acting. One object a request, filled before any page runs.</summary>
public sealed class ActingSeat
{
    public long? AccountId { get; internal set; }
    public string DisplayName { get; internal set; } = "";
    /// <summary>The person in the register behind the account, if any.</summary>
    public long? PersonId { get; internal set; }
    public long? SignInId { get; internal set; }
    public long? SeatId { get; internal set; }
    public long? OrgId { get; internal set; }
    public string OrgName { get; internal set; } = "";
    public string OrgKind { get; internal set; } = "";
    public OrgPath? Path { get; internal set; }
    public Role? Role { get; internal set; }
    public string? OnBehalfOf { get; internal set; }
    public bool MustChangePassword { get; internal set; }
    /// <summary>This house asks for a second step of this account, and none is set up yet.</summary>
    public bool MustSetUpCode { get; internal set; }
    /// <summary>Every seat the person holds today, the acting one among them.</summary>
    internal IReadOnlyList<Seats.HeldSeat> Held { get; set; } = [];

    public bool SignedIn => AccountId is not null;
    public bool IsAdministrator => Role is not null && OrgId is null;
    public bool May(string verb) => Role?.Verbs.Contains(verb) == true;

    /// <summary>The organization the seat stands for; only pages behind a business policy ask for it.</summary>
    public long Org => OrgId ?? throw new InvalidOperationException("No business seat is acting.");
}
