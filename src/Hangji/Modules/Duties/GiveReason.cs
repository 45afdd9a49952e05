using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>写明情况: says why a "normally" rule was not followed in one period. A "must" rule takes no reason in its place.</summary>
internal sealed class GiveReason(AppDb db, DutyDesk desk, Rulebook book, TimeProvider clock)
{
    public sealed class Form
    {
        public string Rule { get; set; } = "";
        public long Org { get; set; }
        public long? Group { get; set; }
        public DateOnly Start { get; set; }
        public string? Text { get; set; }
    }

    public async Task<Refusal?> Run(Form form, CancellationToken stop)
    {
        if (await desk.Body(form.Org, stop) is not { } body) throw new Platform.Scope.OutOfScopeException($"duty of organization {form.Org}");
        var rule = book.Find(form.Rule, form.Start) ?? book.Versions(form.Rule).LastOrDefault();
        if (rule is null) throw new Platform.Scope.OutOfScopeException($"rule {form.Rule}");
        var given = await db.Set<DutyReason>().AnyAsync(r => r.OrgId == form.Org && r.RuleId == form.Rule && r.PeriodStart == form.Start && r.GroupId == form.Group, stop);
        if (Check(form, rule, given) is { } refusal) return refusal;
        var reason = new DutyReason
        {
            Id = Ids.Next(), OrgId = body.Id, RuleId = rule.Id, GroupId = form.Group, PeriodStart = form.Start, Text = form.Text!.Trim(), RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Add(reason);
        db.Facts.Add(Fact.Of("duty.reason-given", body.Id, reason.Id, form.Start, reason.Text));
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>The rules alone: only what is "normally" so takes a reason, once, in words.</summary>
    public static Refusal? Check(Form form, Rule rule, bool given) =>
        rule.Blocks ? new("“应当”的规定不能用说明代替，请补开或补记", nameof(form.Text), rule.Article.Cited.Zh) :
        string.IsNullOrWhiteSpace(form.Text) ? new("请写明没有做的原因", nameof(form.Text)) :
        form.Text.Trim().Length > DutyReason.MostText ? new("原因最多 {0} 个字", nameof(form.Text), Args: DutyReason.MostText) :
        given ? new("这一期已经写过说明", nameof(form.Text)) : null;
}
