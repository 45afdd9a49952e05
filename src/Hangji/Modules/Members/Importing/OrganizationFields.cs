using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members.Importing;

/// <summary>组织名册的列: the columns of a list of bodies with the words that offices write over them; the first ones are those of our own export.</summary>
internal static class OrganizationFields
{
    static readonly CodeChoice Kinds = new(OrgKinds.All.Select(k => (k.Key, Words(k))));
    static readonly (string Code, string[] Words)[] AreaWords =
    [
        ("village", ["农村", "行政村", "村"]), ("community", ["城市社区", "社区"]), ("organ", ["机关", "党政机关"]), ("public-institution", ["事业单位"]), ("state-enterprise", ["国有企业", "公有制企业", "国企"]),
        ("private-enterprise", ["非公有制企业", "非公企业", "非公有制经济组织", "两新组织"]), ("social-organization", ["社会组织"]), ("university", ["高校", "高等学校"]), ("school", ["中小学校", "学校", "中小学"]), ("locality", ["地方", "乡镇", "街道"]), ("other", ["其他领域", "其他"]),
    ];
    static readonly CodeChoice Areas = new(AreaWords);
    static readonly (string Code, string[] Words)[] RelationWords = [("own", ["单独建立", "与单位建制一致", "单独组建"]), ("same-as-superior", ["与上级组织同一单位", "与上级党组织相同"]), ("joint", ["联合建立", "联合组建", "几个单位联合建立"])];
    static readonly CodeChoice Relations = new(RelationWords);

    public static readonly Field<string> Code = Field.Text("code", "代码", "Code") with { MaxLength = 40, Synonyms = ["组织代码", "党组织代码", "党组织编码", "组织编码", "编码"] };
    public static readonly Field<string> Name = Field.Name("name", "全称", "Full name") with { Required = true, MaxLength = 80, Synonyms = ["组织全称", "党组织全称", "党组织名称", "组织名称", "名称", "党支部名称", "支部名称", "单位党组织名称"] };
    public static readonly Field<string> ShortName = Field.Name("short-name", "简称", "Short name") with { MaxLength = 40, Synonyms = ["组织简称", "党组织简称"] };
    public static readonly Field<string> Kind = Field.Code("kind", "类别", "Kind", Kinds) with { Synonyms = ["组织类别", "党组织类别", "党组织类型", "组织类型"] };
    public static readonly Field<string> Area = Field.Code("field", "领域", "Field", Areas) with { Synonyms = ["所属领域", "领域类别", "单位类别", "所在领域"] };
    public static readonly Field<string> Relation = Field.Code("relation", "与所在单位的关系", "Relation to the unit", Relations) with { Synonyms = ["与单位关系", "组建方式", "建立方式", "单位建立党组织情况"] };
    public static readonly Field<string> ParentCode = Field.Text("parent-code", "上级组织代码", "Code of the superior") with { MaxLength = 40, Synonyms = ["上级党组织代码", "上级代码", "隶属党组织代码"] };
    public static readonly Field<string> Parent = Field.Text("parent", "上级组织", "Superior") with { MaxLength = 120, Synonyms = ["上级党组织", "上级党组织名称", "上级组织名称", "隶属党组织", "所属党委", "所属党组织", "隶属关系"] };
    public static readonly Field<string> Division = Field.Digits("division", "区划代码", "Division code") with { MaxLength = 12, Synonyms = ["行政区划代码", "统计用区划代码"] };
    public static readonly Field<LooseDate> SetUp = Field.Date("set-up", "成立日期", "Set up on", DatePrecision.Day) with { Synonyms = ["建立日期", "批准成立日期", "成立时间", "批准日期", "党组织建立日期"] };
    public static readonly Field<string> Document = Field.Text("document", "批准文号", "Document number") with { MaxLength = 60, Synonyms = ["文号", "批复文号"] };
    public static readonly Field<string> Approver = Field.Text("approver", "批准机关", "Approved by") with { MaxLength = 80, Synonyms = ["批准成立的党组织", "批复单位", "审批机关"] };
    public static readonly Field<LooseDate> Elected = Field.Date("elected", "选举日期", "Day of the election", DatePrecision.Day) with { Synonyms = ["换届日期", "本届选举日期", "换届时间", "当选日期"] };
    public static readonly Field<int> Term = Field.Int("term-years", "任期年数", "Years of the term", 1, 10) with { Synonyms = ["任期", "任期（年）", "届期"] };
    public static readonly Field<string> Credit = Field.Digits("credit-code", "统一社会信用代码", "Unified social credit code") with { MaxLength = 18, Synonyms = ["信用代码", "社会信用代码"] };
    public static readonly Field<string> Address = Field.Text("address", "地址", "Address") with { MaxLength = 200, Synonyms = ["活动场所", "通讯地址", "联系地址"] };
    public static readonly Field<string> Phone = Field.Digits("phone", "电话", "Telephone") with { MaxLength = 30, Synonyms = ["联系电话", "办公电话", "固定电话"] };
    public static readonly Field<string> Units = Field.Text("units", "涵盖单位", "Units covered") with { MaxLength = 1000, Synonyms = ["所在单位", "联合组建单位", "单位名称", "涵盖单位名称"] };

    public static IReadOnlyList<FieldSpec> All { get; } = [Code, Name, ShortName, Kind, Area, Relation, ParentCode, Parent, Division, SetUp, Document, Approver, Elected, Term, Credit, Address, Phone, Units];

    public static IReadOnlySet<string> Sensitive { get; } = new HashSet<string>();

    static string[] Words(OrgKind kind) => kind.Key switch
    {
        OrgKinds.Committee => [kind.Name, "基层党委", "党的基层委员会", "委员会"],
        OrgKinds.WorkCommittee => [kind.Name, "工委", "党的工作委员会"],
        OrgKinds.GeneralBranch => [kind.Name, "总支", "党总支部", "总支部", "党总支部委员会"],
        OrgKinds.Branch => [kind.Name, "支部", "支部委员会"],
        OrgKinds.JointBranch => [kind.Name, "联合支部"],
        OrgKinds.TemporaryBranch => [kind.Name, "临时支部"],
        OrgKinds.MobileBranch => [kind.Name, "流动支部", "流动党支部"],
        OrgKinds.Group => [kind.Name, "小组"],
        OrgKinds.VillagersCommittee => [kind.Name, "村委会"],
        OrgKinds.SupervisionCommittee => [kind.Name, "村监会", "监委会"],
        OrgKinds.CollectiveOrganization => [kind.Name, "集体经济组织", "股份经济合作社"],
        OrgKinds.ResidentsCommittee => [kind.Name, "居委会"],
        _ => [kind.Name],
    };
}
