using System.Globalization;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Platform;

namespace Hangji.Modules.Disclosure.Sources;

/// <summary>由议事起草: plan, votes with their rule, contracts with the other party masked, payments, acceptance — computed from the matter, typed by nobody.</summary>
internal sealed class FromMatter(IMatterReading matters) : IDraftSource
{
    public string Kind => Disclosure.FromMatter;

    public async Task<(Drafted? Draft, Refusal? Refusal)> Draft(DraftAsked asked, CancellationToken stop)
    {
        if (asked.SourceId is not { } id) return (null, new("请选择是哪一件事", "source"));
        var m = await matters.Read(id, stop);
        return Compose(m, asked.Place.Id, asked.Entry.Section == PublishedCopy.Deciding, asked.Entry.Code.EndsWith("-result", StringComparison.Ordinal), out var draft) is { } refusal ? (null, refusal) : (draft, null);
    }

    /// <summary>Pure: what a matter gives to publish now.</summary>
    /// <param name="plan">A matter under discussion: nothing is decided yet and no step is completed by publishing it.</param>
    /// <param name="result">The last publication, with contract and money.</param>
    public static Refusal? Compose(MatterView m, long placeId, bool plan, bool result, out Drafted? draft)
    {
        draft = null;
        var publications = m.Steps.Where(s => s.IsPublication).ToList();
        var step = plan ? null : result ? publications.LastOrDefault() : publications.FirstOrDefault();
        if (m.OrgId != placeId) return new("请选择是哪一件事", "source");
        if (plan && m.DecidedOn is not null) return new("已经作出决定，请公开决议", "source");
        if (!plan && (step is null || m.DueStep?.Id != step.Id && step.DoneOn is null)) return new("这件事还没有办到公开这一步", "source");
        var sections = new List<CopySection> { new("plan", "方案", m.Body) };
        if (m.AmountFen is { } amount) sections.Add(new("money", "多少钱，从哪里来", m.Funding.Length == 0 ? null : $"资金来源：{m.Funding}", new([new("项目", CopyColumn.Text), new("金额（元）", CopyColumn.Money)], [new(["总额", Fen(amount)], Total: true)])));
        sections.Add(new("source", "谁提出的", m.Signed > 0 ? $"{m.Source}，{m.RaisedOn:yyyy-MM-dd} 提出；{m.Signed} 人联名，全体 {m.SignedOf} 人。" : $"{m.Source}，{m.RaisedOn:yyyy-MM-dd} 提出。"));
        sections.AddRange(m.Votes.Select((v, i) => new CopySection($"vote-{i + 1}", v.StepTitle.Zh, Vote: Vote(v))));
        sections.AddRange(m.Rounds.Select((r, i) => new CopySection($"round-{i + 1}", $"第 {r.Number} 轮没有办成", $"{Cause(r.Cause)}，{r.On:yyyy-MM-dd} 退回到“{r.BackTo.Zh}”。{r.Reason}", Vote: r.FailedVote is { } failed ? Vote(failed) : null)));
        if (result || m.Contracts.Count > 0 && !plan) Money(m, sections);
        sections.AddRange(m.Papers.Where(p => p.Kind == "acceptance").Select((p, i) => new CopySection($"accepted-{i + 1}", p.Title, p.Text.Length == 0 ? $"{p.On:yyyy-MM-dd}" : $"{p.On:yyyy-MM-dd}：{p.Text}")));
        string[] basis = [.. new[] { step?.Basis.Zh }.Concat(m.Votes.Select(v => v.Rule?.Zh)).OfType<string>().Distinct()];
        draft = new(m.Title, "", new(sections, Basis: basis), NamesPeople: true, step?.DoneOn is null ? step?.Id : null);
        return null;
    }

    static void Money(MatterView m, List<CopySection> sections)
    {
        if (m.Contracts.Count > 0)
            sections.Add(new("contracts", "合同", Table: new([new("签订日期", CopyColumn.Date), new("内容", CopyColumn.Text), new("对方", CopyColumn.Text), new("金额（元）", CopyColumn.Money)],
                [.. m.Contracts.Select(c => new CopyRow([Day(c.SignedOn), c.Object, c.Party, Fen(c.AmountFen)], Opens: m.Payments.Any(p => p.ContractId == c.Id) ? $"paid-{c.Id}" : null)),
                    .. m.Contracts.Count > 1 ? [new CopyRow(["合计", "", "", Fen(m.Contracts.Sum(c => c.AmountFen))], Total: true)] : Array.Empty<CopyRow>()])));
        foreach (var contract in m.Contracts.Where(c => m.Payments.Any(p => p.ContractId == c.Id)))
            sections.Add(new($"paid-{contract.Id}", contract.Object, Table: Payments(m.Payments.Where(p => p.ContractId == contract.Id)), Of: "contracts"));
        if (m.Payments.Count == 0) return;
        var spent = m.Payments.Sum(p => p.AmountFen);
        sections.Add(new("payments", "已经付了多少", m.AmountFen is { } decided ? $"决定的金额 {Yuan(decided)} 元，已付 {Yuan(spent)} 元，{(decided >= spent ? $"剩余 {Yuan(decided - spent)} 元" : $"超出 {Yuan(spent - decided)} 元")}。" : null, Payments(m.Payments)));
    }

    static CopyTable Payments(IEnumerable<MatterPaymentView> payments)
    {
        var rows = payments.OrderBy(p => p.PaidOn).ThenBy(p => p.Id).ToList();
        return new([new("付款日期", CopyColumn.Date), new("用途", CopyColumn.Text), new("凭证号", CopyColumn.Text), new("金额（元）", CopyColumn.Money)],
            [.. rows.Select(p => new CopyRow([Day(p.PaidOn), p.Purpose, p.Voucher, Fen(p.AmountFen)])), new(["合计", "", "", Fen(rows.Sum(p => p.AmountFen))], Total: true)]);
    }

    static CopyVote Vote(MatterVote v) => new(v.Body.Zh, v.On, v.Entitled, v.Present, v.For, v.Against, v.Abstain, v.Passed, v.Rule?.Zh ?? "");

    static string Cause(string cause) => cause switch { "meeting" => "表决没有通过", "answer" => "异议被采纳", "ruling" => "决定被撤销", "change" => "决定后变更", _ => "退回" };
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    static string Fen(long fen) => fen.ToString(CultureInfo.InvariantCulture);
    static string Yuan(long fen) => (fen / 100m).ToString("N2", CultureInfo.InvariantCulture);
}

/// <summary>公开完成一步: the release of a decision or a result is the posting that the matter waits for; an objection on the public page is one of the matter.</summary>
internal sealed class MatterSteps(IPostings postings, IObjections objections) : ICompleteSteps, IFollowVoices
{
    public Task<Refusal?> Record(long sourceId, string step, Disclosure item, CopyText text, string board, string? reason, CancellationToken stop) =>
        item.SourceKind != Disclosure.FromMatter ? Task.FromResult<Refusal?>(null)
            : postings.Record(sourceId, new(text.From, text.Until, $"{board}、公开网站", text.Title, null, item.Opinion, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()), stop);

    public Task Raised(long sourceId, PublicVoice voice, CancellationToken stop) => objections.Raised(sourceId, voice.Id, voice.Who, voice.Text, voice.SaidOn, voice.DueOn, stop);

    public Task<Refusal?> Answered(long sourceId, PublicVoice voice, CancellationToken stop) => objections.Answered(sourceId, voice.Id, voice.AnsweredOn!.Value, voice.Answer!, voice.Upheld, stop);
}
