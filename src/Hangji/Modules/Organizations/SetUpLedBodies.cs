using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>设立所领导的组织: the villagers' committee, the supervision committee, the representatives' meeting and the collective organization of a village, in one go below its Party body.</summary>
internal sealed class SetUpLedBodies(AppDb db, ActEntries acts)
{
    public sealed class Form : ActForm
    {
        /// <summary>Name of the place, such as 竹溪村.</summary>
        public string? Place { get; set; }
        /// <summary>Keys of led kinds; those that stand there already are left as they are.</summary>
        public List<string> Kinds { get; set; } = [];
    }

    private static readonly (string Kind, string Suffix, string Code)[] OfVillages =
    [
        (OrgKinds.VillagersCommittee, "村民委员会", "CW"), (OrgKinds.SupervisionCommittee, "村务监督委员会", "JW"), (OrgKinds.RepresentativesMeeting, "村民代表会议", "DB"),
        (OrgKinds.CollectiveOrganization, "股份经济合作社", "JT"), (OrgKinds.ResidentsCommittee, "居民委员会", "JW2"),
    ];

    /// <summary>What a village has beside its Party body.</summary>
    public static IReadOnlyList<string> VillageKinds { get; } = [OrgKinds.VillagersCommittee, OrgKinds.SupervisionCommittee, OrgKinds.RepresentativesMeeting, OrgKinds.CollectiveOrganization];

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TreeLock.Share(db, stop);
        var node = await acts.Body(id, stop);
        if (Check(form, node, acts.Today) is { } refusal) return refusal;
        var there = await db.Orgs.Where(o => o.ParentId == id && o.DissolvedOn == null).Select(o => o.Kind).ToListAsync(stop);
        var missing = OfVillages.Where(k => form.Kinds.Contains(k.Kind) && !there.Contains(k.Kind)).ToList();
        if (missing.Count == 0) return new("所选的组织都已经设立", nameof(form.Kinds));
        foreach (var kind in missing)
            if (await acts.IsTaken($"{node.Code}-{kind.Code}", null, stop)) return ActEntries.CodeTaken;
        if (await ChildNumbers.Take(db, id, missing.Count, stop) is not { } number) return new("这个组织已撤销");
        foreach (var (kind, suffix, code) in missing) Add(form, node, node.Place.Child(number++), kind, suffix, code);
        if (await acts.Save(stop) is { } late) return late;
        await transaction.CommitAsync(stop);
        return null;
    }

    public static Refusal? Check(Form form, OrgNode node, DateOnly today) =>
        Plain.Line(form.Place).Length < 2 ? new("请填写村或社区的名称", nameof(form.Place)) :
        ActRules.TooLong(form.Place, 30, nameof(form.Place)) ??
        (form.Kinds.Count == 0 || form.Kinds.Any(k => !OrgKinds.IsLed(k)) ? new("请选择要设立的组织", nameof(form.Kinds)) :
         OrgKinds.Find(node.Kind) is not { IsParty: true, IsGroup: false } ? new("只能设在党组织之下", null) :
         ActRules.Check(form, node, node.SetUpOn, today, needsDocument: false));

    private void Add(Form form, OrgNode above, OrgPath path, string kind, string suffix, string code)
    {
        var name = Plain.Line(form.Place) + suffix;
        var led = new OrgNode
        {
            Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = above.Id, Code = $"{above.Code}-{code}", Name = name, ShortName = name, Kind = kind, Field = above.Field,
            Relation = UnitRelations.Own, DivisionCode = above.DivisionCode, SetUpOn = form.On!.Value, Since = form.On.Value, Initials = Pinyin.Initials(name),
        };
        db.Orgs.Add(led);
        acts.Enter(led, OrgActs.SetUp, form, above.Id);
    }
}
