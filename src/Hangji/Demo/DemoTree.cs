using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Scope;

namespace Hangji.Demo;

/// <summary>Sets the planned bodies up, one act of set-up each, with their groups.</summary>
internal sealed class DemoTree(IServiceScopeFactory scopes)
{
    private static readonly string[] GroupNames = ["一组", "二组", "三组", "四组"];

    /// <summary>Ids of the bodies by key of the plan, and of the groups as key/number.</summary>
    public Dictionary<string, long> Ids { get; } = [];

    public async Task<Refusal?> Run(IReadOnlyList<PlannedBody> bodies, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        var db = scope.ServiceProvider.GetRequiredService<Platform.Data.AppDb>();
        var setUp = scope.ServiceProvider.GetRequiredService<SetUpOrganization>();
        foreach (var body in bodies)
        {
            var form = new SetUpOrganization.Form
            {
                ParentId = body.Parent is null ? null : Ids[body.Parent], Code = body.Code, Name = body.Name, ShortName = body.ShortName, Kind = body.Kind, Field = body.Field,
                Relation = body.Relation, DivisionCode = body.Division, Units = body.Units, ElectedOn = body.ElectedOn, TermYears = body.TermYears,
                On = body.SetUpOn, DocumentNo = $"安组发〔{body.SetUpOn.Year}〕{body.SetUpOn.DayOfYear % 60 + 1}号", Approver = "安澜县委组织部", Note = "示例数据",
            };
            if (await setUp.Run(form, stop) is { } refusal) return refusal with { Field = body.ShortName };
            Ids[body.Key] = form.Id;
            for (var n = 0; n < body.Groups; n++)
            {
                var name = body.Key == CountyPlan.KnownVillage && n == 2 ? "流动党员组（长三角）" : GroupNames[n];
                var group = new SetUpOrganization.Form
                {
                    ParentId = form.Id, Code = $"{body.Code}-Z{n + 1}", Name = $"{body.ShortName}{name}", ShortName = name, Kind = OrgKinds.Group, Field = body.Field, Relation = body.Relation, DivisionCode = body.Division,
                    On = new(Math.Max(2019, body.SetUpOn.Year), 12, 1), Note = "示例数据",
                };
                if (await setUp.Run(group, stop) is { } why) return why with { Field = group.Name };
                Ids[$"{body.Key}/{n}"] = group.Id;
            }
            db.ChangeTracker.Clear();
        }
        return null;
    }
}
