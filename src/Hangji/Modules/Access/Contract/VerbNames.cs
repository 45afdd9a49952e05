namespace Hangji.Modules.Access.Contract;

/// <summary>权限的说法: what a verb lets its seat do, as the page "why" says it (keys of their translations).</summary>
public static class VerbNames
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        [Verbs.ReadOrganizations] = "查看组织", [Verbs.ChangeOrganizations] = "办理组织的设立、变动和撤销", [Verbs.AppointOfficers] = "登记和终止任职",
        [Verbs.ReadMembers] = "查看党员", [Verbs.ChangeMembers] = "登记和修改党员信息", [Verbs.OpenMaskedField] = "查看隐藏的个人信息",
        [Verbs.ReadMeetings] = "查看会议", [Verbs.RecordMeetings] = "记录会议", [Verbs.ReadMatters] = "查看议事", [Verbs.RecordMatters] = "办理议事",
        [Verbs.ReadDisclosures] = "查看公开", [Verbs.DraftDisclosures] = "起草公开内容", [Verbs.ReviewDisclosures] = "公开前审核", [Verbs.ReleaseDisclosures] = "发布和撤回公开内容", [Verbs.AnswerVoices] = "登记和答复群众意见",
        [Verbs.ReadBooks] = "查看账目", [Verbs.RecordBooks] = "记账、导入凭证", [Verbs.CloseBooks] = "结账", [Verbs.ReadDuties] = "查看职责", [Verbs.ExplainDuties] = "查看职责的依据",
        [Verbs.Import] = "导入和撤回名册", [Verbs.Export] = "导出名册", [Verbs.ReadStatistics] = "查看统计和总览", [Verbs.FileStatistics] = "上报统计表", [Verbs.OwnRecord] = "查看本人的记录", [Verbs.GrantSeats] = "授予席位、开通账号",
        [Verbs.RunSystem] = "系统运行管理", [Verbs.RunSecurity] = "账号安全管理", [Verbs.RunAudit] = "查看审计",
    };
}
