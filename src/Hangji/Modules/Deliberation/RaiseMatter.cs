using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>提出事项: begins a matter under the procedure of its place and day, or says what stands in the way.</summary>
internal sealed class RaiseMatter(AppDb db, ProcedureDesk desk, ProcedureBook procedures, LocalRules rules, TimeProvider clock)
{
    public const int MostTitle = 80, MostBody = 8000, MostFunding = 200;
    private const int Attempts = 5;

    public sealed record Form
    {
        public long Org { get; set; }
        public string? Procedure { get; set; }
        public string? Kind { get; set; }
        public string? Title { get; set; }
        public string? Body { get; set; }
        public string? Source { get; set; }
        public string? Signed { get; set; }
        public string? SignedOf { get; set; }
        public string? Amount { get; set; }
        public string? Funding { get; set; }
        public string? On { get; set; }
        public bool BothPosts { get; set; }
    }

    /// <summary>The form as it was read; null amount where nothing was written.</summary>
    public sealed record Said(string Procedure, string Kind, string Title, string Body, string Source, int Signed, int SignedOf, long? AmountFen, string Funding, DateOnly On, bool BothPosts);

    public async Task<(long? Id, Refusal? Refusal)> Run(Form form, CancellationToken stop = default)
    {
        if (Read(form, out var said) is { } unreadable) return (null, unreadable);
        var org = await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == form.Org, stop) ?? throw new OutOfScopeException($"organization {form.Org}");
        var procedure = procedures.Find(said!.Procedure, said.On);
        if (Check(said, org, procedure, await rules.Of(org.Id, stop), clock.Today()) is { } refusal) return (null, refusal);
        var kind = procedure!.Matter(said.Kind)!;
        var id = Ids.Next();
        string[] traits = [.. kind.Traits, .. said.BothPosts && procedure.Traits.Any(t => t.Id == BothPosts) ? [BothPosts] : Array.Empty<string>()];
        var file = await desk.Begin(org.Id, procedure.Code, said.On, traits, id, stop);
        var matter = new Matter
        {
            Id = id, OrgId = org.Id, Year = said.On.Year, Procedure = procedure.Code, InstanceId = file.Id, Kind = kind.Id, Title = said.Title, Initials = Pinyin.Initials(said.Title), Body = said.Body, Source = said.Source,
            Signed = said.Signed, SignedOf = said.SignedOf, AmountFen = said.AmountFen, Funding = said.Funding, RaisedOn = said.On, RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        MatterBook.Stand(matter, file.State);
        db.Add(matter);
        db.Facts.Add(Fact.Of("matter.raised", org.Id, id, said.On));
        for (var attempt = 1; ; attempt++)
        {
            matter.Number = (await db.Matters.Where(m => m.OrgId == org.Id && m.Year == said.On.Year).MaxAsync(m => (int?)m.Number, stop) ?? 0) + 1;
            try
            {
                await db.SaveChangesAsync(stop);
                return (id, null);
            }
            catch (DbUpdateException fault) when (attempt < Attempts && fault.InnerException is Npgsql.PostgresException { SqlState: "23505", ConstraintName: "ix_matters_org_id_year_number" }
                || attempt < Attempts && fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } sqlite && sqlite.Message.Contains("matters.number", StringComparison.Ordinal)) { }
        }
    }

    public const string BothPosts = "one-person-both-posts";

    /// <summary>The procedures that a body of this sort may choose from, the usual one first.</summary>
    public static IReadOnlyList<string> Offered(string kind, string field) => field switch
    {
        "village" => ["four-and-two", "study-then-decide"],
        "community" => ["community-matters", "study-then-decide"],
        "state-enterprise" => ["pre-study", "study-then-decide"],
        _ => OrgKinds.Find(kind) is { IsParty: true } ? ["study-then-decide", "pre-study"] : [],
    };

    static Refusal? Read(Form form, out Said? said)
    {
        said = null;
        var (signed, of, amount) = (0, 0, (long?)null);
        if (LooseDate.Parse(form.On ?? "", out var day) is not null || day.Exact is not { } on) return new("请填写提出的日期", "on");
        if (Sources.IsPetition(form.Source ?? "") && (!int.TryParse(form.Signed, out signed) || signed < 1)) return new("请填写联名的人数", "signed");
        if (Sources.IsPetition(form.Source ?? "") && (!int.TryParse(form.SignedOf, out of) || of < signed)) return new("请填写全体人数，不少于联名人数", "signedOf");
        if (Money.Read(form.Amount, "amount", out amount) is { } wrong) return wrong;
        said = new(form.Procedure ?? "", form.Kind ?? "", Plain.Line(form.Title), (form.Body ?? "").Trim(), form.Source ?? "", signed, of, amount, Plain.Line(form.Funding), on, form.BothPosts);
        return null;
    }

    /// <summary>The rules alone, no database, no clock: the first obstacle, or null.</summary>
    public static Refusal? Check(Said said, OrgNode org, Procedure? procedure, Rulebook rules, DateOnly today) =>
        said.On > today ? new("提出的日期不能晚于今天", "on") :
        !Offered(org.Kind, org.Field).Contains(said.Procedure) ? new("这个组织不按这种程序议事", "procedure") :
        procedure is null ? new("{0} 还没有这种程序的版本", "on", null, said.On) :
        procedure.Matter(said.Kind) is null ? new("请选择事项的种类", "kind") :
        said.Title.Length == 0 ? new("请写事项的名称", "title") :
        said.Title.Length > MostTitle ? new("事项名称最多 {0} 字", "title", null, MostTitle) :
        said.Body.Length == 0 ? new("请写明做什么、为什么、怎么做", "body") :
        said.Body.Length > MostBody ? new("方案最多 {0} 字；更长的请作为材料", "body", null, MostBody) :
        said.Funding.Length > MostFunding ? new("资金来源最多 {0} 字", "funding", null, MostFunding) :
        Sources.All.All(s => s.Code != said.Source) ? new("请选择由谁提出", "source") :
        Petition(said, rules);

    /// <summary>法定联名: a tenth of the villagers, a fifth of the representatives, by the article of that day; below it is a proposal of villagers, not a petition that must be taken up.</summary>
    static Refusal? Petition(Said said, Rulebook rules)
    {
        var (share, rule, message) = said.Source switch
        {
            Sources.PetitionVillagers => (new Share(1, 10, false), "va-on-demand", "联名 {0} 人，不足十分之一（至少 {1} 人）；可以改为“村（居）民提出”"),
            Sources.PetitionRepresentatives => (new Share(1, 5, false), "vr-on-demand", "联名 {0} 人，不足五分之一（至少 {1} 人）；可以改为“村（居）民提出”"),
            _ => default,
        };
        return message is null || said.Signed >= share.Needed(said.SignedOf) ? null : new(message, "signed", rules.Find(rule, said.On)?.Article.Cited.Zh, said.Signed, share.Needed(said.SignedOf));
    }
}
