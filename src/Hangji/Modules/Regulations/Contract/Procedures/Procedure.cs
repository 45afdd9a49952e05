namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>步骤怎样办完: which kind of real record completes a step. Nobody clicks "next".</summary>
internal enum StepBy { Meeting, Publication, Document }

/// <summary>期间怎样算: calendar days; calendar days whose end moves off a day of rest (Civil Code Art. 203); working days. The first day is never counted (Art. 201).</summary>
internal enum DayCount { Days, CivilDays, WorkingDays }

/// <summary>法定程序的一个版本: the steps of one statutory procedure as the law stood from a day.</summary>
internal sealed record Procedure(string Code, Bilingual Title, DateOnly From, DateOnly? To, string Source, IReadOnlyList<Trait> Traits, IReadOnlyList<MatterKind> Matters,
    IReadOnlyList<Step> Steps, IReadOnlyList<Merge> Merges, Returns Returns, IReadOnlyList<ContractKind> Contracts, string File)
{
    /// <summary>The name of the version: its effective date.</summary>
    public string Version => $"{From:yyyy-MM-dd}";
    public Step? Find(string id) => Steps.FirstOrDefault(s => s.Id == id);
    public int Place(string id) => Steps.ToList().FindIndex(s => s.Id == id);
    public MatterKind? Matter(string id) => Matters.FirstOrDefault(m => m.Id == id);
}

/// <summary>情形: something about an instance that changes its way, such as one person holding both posts. Declared, so that a misspelt one is an error.</summary>
internal sealed record Trait(string Id, Bilingual Title);

/// <summary>事项种类: what may be decided by this procedure; it brings its traits along.</summary>
internal sealed record MatterKind(string Id, Bilingual Title, IReadOnlyList<string> Traits, Basis Basis);

/// <summary>合同种类: with the longest lawful term in years; 0 where no law sets one.</summary>
internal sealed record ContractKind(string Id, Bilingual Title, int MostYears, Basis Basis);

/// <summary>依据: a rule of the packs by its id (its version is that of the day of the act), or words of ours with a mark where no pack has it.</summary>
internal sealed record Basis(string? RuleId, Bilingual? Words, Mark Mark)
{
    /// <summary>Where it stands on a day, and whether it binds: only wording that was read (V) and says "must" refuses.</summary>
    public Citation On(Rulebook rules, DateOnly on) => RuleId is null ? new(Words!, Mark == Mark.V ? Strength.Must : Strength.Normally, null)
        : rules.Find(RuleId, on) is { } rule ? new(rule.Article.Cited, rule.Strength, rule.Id) : new(new("当日没有生效的规则", "no rule in force that day"), Strength.Must, RuleId);
}

/// <summary>引文: an article as it is printed beside a demand.</summary>
internal sealed record Citation(Bilingual Words, Strength Strength, string? RuleId)
{
    public bool Binds => Strength == Strength.Must;
}

/// <summary>Which instances and days something is for.</summary>
internal sealed record Only(IReadOnlyList<string> When, IReadOnlyList<string> Unless, DateOnly? From, DateOnly? To)
{
    public static readonly Only Always = new([], [], null, null);
    public bool For(IReadOnlySet<string> traits) => When.All(traits.Contains) && !Unless.Any(traits.Contains);
    public bool At(DateOnly on) => (From is null || on >= From) && (To is null || on <= To);
}

/// <summary>步骤: one act of one body, and what has to lie before it.</summary>
/// <param name="Actor">Which body acts, as a kind of the tree or one of party-body, both-committees, supervision.</param>
/// <param name="Ways">Alternatives of a meeting (assembly or representatives); exactly one is used.</param>
/// <param name="Document">Kind of the document that completes a step completed by a document.</param>
/// <param name="PostedDays">Least days on the board, for a publication; 0 where no floor is set.</param>
/// <param name="FailTo">Where a vote that fails leads back to.</param>
/// <param name="UpheldTo">Where an upheld objection to this publication leads back to.</param>
/// <param name="Held">Stands still while an objection or a request for annulment is open.</param>
internal sealed record Step(string Id, Bilingual Title, string Actor, Bilingual ActorName, StepBy By, Only Only, Basis Basis, IReadOnlyList<Way> Ways, IReadOnlyList<Wait> Waits,
    IReadOnlyList<Paper> Papers, IReadOnlyList<Bilingual> Produces, string? Document, int PostedDays, string? FailTo, string? UpheldTo, bool Held, Bilingual? Note);

/// <summary>决定方式: one kind of meeting that may take a step, with its own base; bases are never mixed.</summary>
/// <param name="Counted">Whom a room without roll is counted in: adults, households, members; null where the roll says it.</param>
internal sealed record Way(string Id, Bilingual Title, IReadOnlyList<string> Meetings, string? Counted, Only Only, Need? Quorum, Need? Majority, Notice? Notice, IReadOnlyList<Paper> Papers);

/// <summary>法定数: a share of a base, by a rule of the packs or in words of ours.</summary>
internal sealed record Need(Share? Share, VoteBase Base, Basis Basis)
{
    /// <summary>Share and base of a day; null when the rule named was not in force.</summary>
    public (Share Share, VoteBase Base)? On(Rulebook rules, DateOnly on) => Basis.RuleId is null ? (Share!.Value, Base)
        : rules.Quorum(Basis.RuleId, on) is { } quorum ? (quorum.Share, quorum.Base)
        : rules.Majority(Basis.RuleId, on) is { } majority ? (majority.Share, majority.Base) : null;
}

/// <summary>会前通知: days between telling and meeting. <paramref name="Waivable"/>: special circumstances allow less, with the reason.</summary>
/// <param name="Local">Rules of local packs that set another number (their parameter <c>days</c>): where the place has one in force that day, it stands in for the national one.</param>
internal sealed record Notice(int Days, DayCount Count, Basis Basis, bool Waivable, IReadOnlyList<string> Local)
{
    /// <summary>Days and article of a day at a place.</summary>
    public (int Days, Citation By) On(Rulebook rules, DateOnly on) =>
        Local.Select(id => rules.Find(id, on)).FirstOrDefault(r => r is not null) is { } own
            ? ((int)own.Numbers["days"], new(own.Article.Cited, own.Strength, own.Id)) : (Days, Basis.On(rules, on));
}

/// <summary>等待: at least so many days after an earlier step, or (<paramref name="Longest"/>) at most.</summary>
internal sealed record Wait(string After, int Days, DayCount Count, bool Longest, Basis Basis);

/// <summary>材料: a document that has to be on file before the step. <paramref name="Lasting"/>: valid to a day, which must not have passed (an authorization).</summary>
internal sealed record Paper(string Kind, Bilingual Title, bool Lasting, Basis Basis);

/// <summary>并开: one meeting that is several first steps at once, where the trait holds.</summary>
internal sealed record Merge(IReadOnlyList<string> Steps, string Trait, Basis Basis);

/// <summary>退回: where a change of the decided, an annulment and a superior's return lead; and up to which step it may be withdrawn.</summary>
internal sealed record Returns(string Changed, string Annulled, Basis ChangedBasis, Basis AnnulledBasis, string WithdrawBefore);
