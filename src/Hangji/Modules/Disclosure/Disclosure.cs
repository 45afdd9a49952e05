using Hangji.Platform.Data;

namespace Hangji.Modules.Disclosure;

/// <summary>公开项目: one thing that a body publishes, from its draft to its withdrawal. What the public reads is in <see cref="PublishedCopy"/>.</summary>
internal sealed class Disclosure : IOwned, IVersioned
{
    public const string Draft = "draft", InReview = "in-review", Returned = "returned", Reviewed = "reviewed", Released = "released", Withdrawn = "withdrawn";

    public required long Id { get; init; }
    /// <summary>The Party body that leads the place; the bodies it leads act on the place's items (<see cref="Places"/>).</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>The body that publishes: the Party body itself or one that it leads.</summary>
    public required long BodyId { get; init; }
    /// <summary>The short id of its public address (<see cref="DocCode"/>).</summary>
    public required string Doc { get; init; }
    /// <summary>Code of the catalog entry.</summary>
    public required string Catalog { get; init; }
    /// <summary>2026-Q3, 2026-10, 2026; empty for an event.</summary>
    public required string Period { get; init; }
    /// <summary>The days it tells of; for an event the day it happened, twice.</summary>
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    /// <summary>公开范围: branch, party or society; only society reaches the public site.</summary>
    public required string Circle { get; init; }
    /// <summary>free, matter or accounts: where the draft was computed from.</summary>
    public required string SourceKind { get; init; }
    public long? SourceId { get; init; }
    /// <summary>The step of a matter that its release completes; null for everything else.</summary>
    public string? SourceStep { get; init; }
    public required string Title { get; set; }
    /// <summary>一句话说明: what it is, in one plain sentence.</summary>
    public required string Summary { get; set; }
    /// <summary>JSON of <see cref="DraftText"/>, unmasked; masking happens when it is released.</summary>
    public required string Text { get; set; }
    /// <summary>Natural persons are named in what is published: the leaf then holds the hash of salt and bytes.</summary>
    public bool NamesPeople { get; set; }
    /// <summary>更正说明: what was wrong in the released version and why; required from the second version on.</summary>
    public string? Corrects { get; set; }
    public required string Course { get; set; }
    /// <summary>Who wrote it last, as shown.</summary>
    public string DraftedName { get; set; } = "";
    /// <summary>Keys of all who wrote since the last release (<see cref="Who.Key"/>). Accounts, not seats: one person with two seats is still one person, and who changed a comma has written it.</summary>
    public string Writers { get; set; } = "";
    public DateOnly? SubmittedOn { get; set; }
    public DateOnly? ReviewDueOn { get; set; }
    public string ReviewedBy { get; set; } = "";
    public string ReviewedName { get; set; } = "";
    public DateOnly? ReviewedOn { get; set; }
    public string Opinion { get; set; } = "";
    /// <summary>答复: what the publishing body says to the opinion, when it sends the draft in again.</summary>
    public string Reply { get; set; } = "";
    /// <summary>联席会议确定: the day and words of the joint meeting that confirmed it, where one was held.</summary>
    public DateOnly? ConfirmedOn { get; set; }
    public string Confirmation { get; set; } = "";
    public string ReleasedBy { get; set; } = "";
    public string ReleasedName { get; set; } = "";
    public DateOnly? ReleasedOn { get; set; }
    public DateOnly? WithdrawnOn { get; set; }
    /// <summary>Newest released version; 0 before the first.</summary>
    public int Rev { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }

    public const string ToBranch = "branch", ToParty = "party", ToSociety = "society";
    public const string Free = "free", FromMatter = "matter", FromAccounts = "accounts";

    public bool WrittenBy(string key) => Writers.Split(' ').Contains(key);
    public void Wrote(Who who)
    {
        DraftedName = who.Name;
        if (!WrittenBy(who.Key)) Writers = $"{Writers} {who.Key}".Trim();
    }
}
