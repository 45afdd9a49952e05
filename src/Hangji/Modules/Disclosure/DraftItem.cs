using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>起草: begins an item of the catalog, or rewrites a draft. What was computed from records stays computed; words of one's own stand beside it.</summary>
internal sealed class DraftItem(AppDb db, DisclosureDesk desk, IEnumerable<IDraftSource> sources)
{
    public const int MostTitle = 80, MostSummary = 200, MostText = 8000, MostSections = 20, MostHide = 200, MostCorrects = 500, MostReply = 1000;

    public sealed record Form
    {
        public long Org { get; set; }
        public string? Catalog { get; set; }
        public string? Period { get; set; }
        /// <summary>Day of the event, where the entry has no period.</summary>
        public string? On { get; set; }
        public long? Source { get; set; }
        public int Version { get; set; }
        public string? Title { get; set; }
        public string? Summary { get; set; }
        public bool NamesPeople { get; set; }
        public string? Hide { get; set; }
        public string? Corrects { get; set; }
        public string? Reply { get; set; }
        public List<Part>? Parts { get; set; }
    }

    /// <summary>One section as it is typed.</summary>
    public sealed record Part
    {
        public string? Heading { get; set; }
        public string? Text { get; set; }
        public string? Table { get; set; }
    }

    /// <summary>Begins an item; its text is computed where the entry has a source and one is named.</summary>
    public async Task<(long? Id, Refusal? Refusal)> Begin(Form form, CancellationToken stop = default)
    {
        var hand = await desk.At(form.Org, stop);
        var bodies = await desk.Bodies(hand.Place, stop);
        if (Check(desk.Catalog.Find(form.Catalog), hand, bodies) is { } refusal) return (null, refusal);
        var entry = desk.Catalog.Find(form.Catalog)!;
        if (Days(entry, form, desk.Today, out var days) is { } undated) return (null, undated);
        var (from, to, period) = days;
        var circle = entry.Circle.ToString().ToLowerInvariant();
        if (period.Length > 0 && await (await desk.Seen<Disclosure>(stop)).AnyAsync(d => d.OrgId == hand.Place.Id && d.Catalog == entry.Code && d.Period == period && d.Course != Disclosure.Withdrawn, stop))
            return (null, new("这一期已经有了，请在原件上改", "period"));
        var id = Ids.Next();
        Drafted? drafted = null;
        if (entry.Source != Disclosure.Free && sources.FirstOrDefault(s => s.Kind == entry.Source) is { } source)
        {
            (drafted, var no) = await source.Draft(new(hand.Place, entry, from, to, period, form.Source), stop);
            if (no is not null) return (null, no);
        }
        var text = drafted?.Text ?? new DraftText([.. entry.Items.Select((item, i) => new CopySection($"s{i + 1}", item.Zh))]);
        var item = new Disclosure
        {
            Id = id, OrgId = hand.Place.Id, BodyId = Body(entry, bodies)!.Id, Doc = DocCode.Of(id), Catalog = entry.Code, Period = period, FromDay = from, ToDay = to, Circle = circle,
            SourceKind = drafted is null ? Disclosure.Free : entry.Source, SourceId = drafted is null ? null : form.Source, SourceStep = drafted?.Step,
            Title = drafted?.Title ?? (period.Length > 0 ? $"{PeriodCode.Name(period).Zh}{(entry.Title.Zh.StartsWith("季度", StringComparison.Ordinal) || entry.Title.Zh.StartsWith("月度", StringComparison.Ordinal) ? entry.Title.Zh[2..] : entry.Title.Zh)}" : entry.Title.Zh),
            Summary = drafted?.Summary ?? "", Text = text.Write(), NamesPeople = entry.NamesPeople || drafted?.NamesPeople == true || Masks.NamesPeople(text), Course = Disclosure.Draft, RecordedAt = desk.Now,
        };
        item.Wrote(hand.Who);
        db.Add(item);
        return await desk.Save("disclosure.drafted", item.OrgId, id, null, stop) is { } race ? (null, race) : (id, null);
    }

    /// <summary>Rewrites a draft. A reviewed one goes back to being a draft: what was reviewed is what is released.</summary>
    public async Task<Refusal?> Rewrite(long id, Form form, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        if (Check(item, hand, await desk.Bodies(hand.Place, stop)) is { } not) return not;
        if (await Stale.Check(db, form.Version, item, item.Id, stop) is { } stale) return stale;
        var was = DraftText.Read(item.Text);
        if (Read(form, was, item, out var title, out var summary, out var text) is { } refusal) return refusal;
        (item.Title, item.Summary, item.Text) = (title, summary, text!.Write());
        item.NamesPeople = form.NamesPeople || Masks.NamesPeople(text);
        if (item.Rev > 0) item.Corrects = Plain.Line(form.Corrects);
        item.Reply = (form.Reply ?? "").Trim();
        if (item.Course is not Disclosure.Returned) item.Course = Disclosure.Draft;
        item.Wrote(hand.Who);
        return await desk.Save("disclosure.rewritten", item.OrgId, item.Id, null, stop);
    }

    /// <summary>重新计算: the computed sections anew from the records as they are now; words of one's own stay.</summary>
    public async Task<Refusal?> Recompute(long id, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        if (Check(item, hand, await desk.Bodies(hand.Place, stop)) is { } not) return not;
        if (sources.FirstOrDefault(s => s.Kind == item.SourceKind) is not { } source) return new("这一件不是由记录算出来的", "source");
        var (drafted, refusal) = await source.Draft(new(hand.Place, desk.Catalog.Find(item.Catalog)!, item.FromDay, item.ToDay, item.Period, item.SourceId), stop);
        if (drafted is null) return refusal;
        var was = DraftText.Read(item.Text);
        item.Text = (drafted.Text with { Sections = [.. drafted.Text.Sections, .. was.Sections.Where(IsOwn)], Hide = was.Hide }).Write();
        if (item.Course is not Disclosure.Returned) item.Course = Disclosure.Draft;
        item.Wrote(hand.Who);
        return await desk.Save("disclosure.recomputed", item.OrgId, item.Id, null, stop);
    }

    /// <summary>Sections of one's own have these ids; everything else was computed.</summary>
    public static bool IsOwn(CopySection section) => section.Id.Length > 1 && section.Id[0] == 's' && section.Id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The body that publishes an entry: the first of its kind at the place; the Party body where the place has none.</summary>
    public static OrgNode? Body(CatalogEntry entry, IReadOnlyList<OrgNode> bodies) =>
        bodies.FirstOrDefault(b => entry.Bodies.Contains(b.Kind) || entry.Bodies.Contains(CatalogEntry.AnyParty) && !OrgKinds.IsLed(b.Kind));

    public static Refusal? Check(CatalogEntry? entry, Hand hand, IReadOnlyList<OrgNode> bodies) =>
        entry is null ? new("请选择公开什么", "catalog") :
        Body(entry, bodies) is not { } body ? new("本地没有公布“{0}”的组织", "catalog", null, entry.Title) :
        MayWrite(hand, body);

    public static Refusal? Check(Disclosure item, Hand hand, IReadOnlyList<OrgNode> bodies) =>
        item.Course is Disclosure.Withdrawn ? new("已经撤回，不能再改", "version") :
        item.Course is Disclosure.Released ? new("已经公开；有错请“更正”，会成为新的一版", "version") :
        item.Course is Disclosure.InReview ? new("正在审核，审核意见出来之前不能改", "version") :
        MayWrite(hand, bodies.FirstOrDefault(b => b.Id == item.BodyId));

    /// <summary>The publishing body and the Party body of the place write; who supervises does not write what it supervises, and nobody above writes for a village.</summary>
    public static Refusal? MayWrite(Hand hand, OrgNode? publisher) =>
        hand.IsSupervision ? new("监督委员会审核公开的内容，不起草", "org", "《村民委员会组织法》第三十七条") :
        hand.IsAbove ? new("公开的内容由本村（社区、单位）自己起草", "org") :
        !hand.Leads && hand.Body!.Id != publisher?.Id ? new("这一项由{0}公布，{1}的席位不能起草", "org", null, publisher?.ShortName ?? "", hand.Body.ShortName) : null;

    static Refusal? Days(CatalogEntry entry, Form form, DateOnly today, out (DateOnly From, DateOnly To, string Code) days)
    {
        days = default;
        if (entry.Every is { } every)
        {
            if (PeriodCode.Read(every, form.Period) is not { } period) return new("请选择是哪一期", "period");
            if (period.Start > today) return new("这一期还没有开始", "period");
            days = (period.Start, period.End, form.Period!);
            return null;
        }
        if (LooseDate.Parse(form.On ?? "", out var typed) is not null || typed.Exact is not { } on) return new("请填写事情发生的日期", "on");
        if (on > today) return new("日期 {0} 还没有到", "on", null, on);
        days = (on, on, "");
        return null;
    }

    static Refusal? Read(Form form, DraftText was, Disclosure item, out string title, out string summary, out DraftText? text)
    {
        (title, summary, text) = (Plain.Line(form.Title), Plain.Line(form.Summary), null);
        if (title.Length == 0) return new("请写标题", "title");
        if (title.Length > MostTitle) return new("标题最多 {0} 字", "title", null, MostTitle);
        if (summary.Length > MostSummary) return new("一句话说明最多 {0} 字", "summary", null, MostSummary);
        if (form.Corrects?.Length > MostCorrects) return new("更正说明最多 {0} 字", "corrects", null, MostCorrects);
        if (form.Reply?.Length > MostReply) return new("对审核意见的答复最多 {0} 字", "reply", null, MostReply);
        var hide = (form.Hide ?? "").Split(['\n', '、', '，', ',', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Plain.Line).Distinct().ToList();
        if (hide.Count > MostHide) return new("要隐去的姓名最多 {0} 个", "hide", null, MostHide);
        var own = new List<CopySection>();
        foreach (var part in form.Parts ?? [])
        {
            var (heading, body) = (Plain.Line(part.Heading), (part.Text ?? "").Replace("\r", "").Trim());
            if (TypedTable.Read(part.Table, out var table) is { } wrong) return wrong;
            if (heading.Length == 0 && body.Length == 0 && table is null) continue;
            if (heading.Length == 0) return new("每一节要有小标题", "sections");
            if (heading.Length > MostTitle) return new("小标题最多 {0} 字", "sections", null, MostTitle);
            if (body.Length > MostText) return new("每一节最多 {0} 字；更长的请作为附件", "sections", null, MostText);
            own.Add(new($"s{own.Count + 1}", heading, body.Length == 0 ? null : body, table));
        }
        if (own.Count > MostSections) return new("最多 {0} 节", "sections", null, MostSections);
        text = was with { Sections = [.. was.Sections.Where(s => !IsOwn(s)), .. own], Hide = hide.Count == 0 ? null : hide };
        return null;
    }
}

/// <summary>从哪里起草: what a source is asked for.</summary>
/// <param name="SourceId">The matter, the book; null where place and days are enough.</param>
internal sealed record DraftAsked(Place Place, CatalogEntry Entry, DateOnly From, DateOnly To, string Period, long? SourceId);

/// <summary>算出的草稿.</summary>
/// <param name="Step">The step of a matter that its release completes.</param>
internal sealed record Drafted(string Title, string Summary, DraftText Text, bool NamesPeople, string? Step = null);

/// <summary>草稿来源: computes a draft from the records of another room, so that nothing is typed twice. Ids of its sections never look like s1, s2.</summary>
internal interface IDraftSource
{
    /// <summary>matter or accounts, as the catalog names it.</summary>
    string Kind { get; }

    Task<(Drafted? Draft, Refusal? Refusal)> Draft(DraftAsked asked, CancellationToken stop);
}
