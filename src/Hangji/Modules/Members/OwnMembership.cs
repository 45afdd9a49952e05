using Hangji.Modules.Access.Contract;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>我的数据中的党员信息: everything that the register keeps of the person who asks, in clear, because it is his own (PIPL art. 45).</summary>
internal sealed class OwnMembership(AppDb db, PersonSecrets secrets, MemberHistory history, Words t) : IOwnRecord
{
    public string Title => "党员信息";

    public async Task<IReadOnlyList<OwnRecordLine>> Read(long personId, CancellationToken stop)
    {
        // His own record is his wherever it is kept; a seat elsewhere does not take that away.
        if (await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, stop) is not { } person) return [];
        var lines = new List<OwnRecordLine>();
        void Add(string label, string? value, string? group = null) { if (!string.IsNullOrEmpty(value)) lines.Add(new(label, value, group)); }
        string? Named((string Code, string[] Words)[] list, string? code) => MemberChoices.Name(list, code) is { } name ? t[name] : null;
        Add("姓名", person.Name);
        Add("公民身份号码", secrets.Id(person));
        Add("性别", Named(MemberChoices.SexWords, person.Sex));
        Add("民族", Named(MemberChoices.EthnicWords, person.Ethnic));
        Add("出生日期", t.Loose(person.Born));
        Add("籍贯", person.NativePlace);
        Add("全日制学历", Named(MemberChoices.EducationWords, person.Education));
        Add("在职学历", Named(MemberChoices.EducationWords, person.EducationInService));
        Add("学位", Named(MemberChoices.DegreeWords, person.Degree));
        Add("工作单位", person.Unit);
        Add("职务", person.UnitPost);
        Add("工作岗位", person.JobType);
        Add("联系电话", secrets.Phone(person));
        Add("住址", secrets.Address(person));
        var memberships = await db.Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => m.PersonId == personId).OrderBy(m => m.FromOn).ToListAsync(stop);
        var bodies = memberships.Select(m => m.OrgId).ToList();
        var names = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => bodies.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        foreach (var m in memberships)
        {
            var group = names.GetValueOrDefault(m.OrgId);
            Add("入党日期", t.Loose(m.Joined), group);
            Add("转正日期", t.Full(m), group);
            Add("入党介绍人", m.Introducers, group);
            Add("入党志愿书编号", m.ApplicationNo, group);
            Add("从何处转入", m.CameFrom, group);
            Add("介绍信编号", m.LetterNo, group);
            Add("党员档案所在地", m.DossierPlace, group);
        }
        foreach (var item in await history.Of(personId, stop)) Add("历程", $"{t.Date(item.On)} {item.What} {item.Org} {item.Detail}".TrimEnd(), t["历程"]);
        return lines;
    }
}
