using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members.Importing;

/// <summary>党员名册的列: the columns of a roster (facts/party-life §14) with the words that offices write over them.</summary>
internal static class MemberFields
{
    public static readonly Field<string> Name = Field.Name("name", "姓名", "Name") with { Required = true, MaxLength = 50, Synonyms = ["党员姓名", "名字", "党员名字", "人员姓名"] };
    public static readonly Field<string> Id = Field.Digits("id", "公民身份号码", "ID number") with
    {
        MaxLength = 24, Synonyms = ["身份证号", "身份证号码", "身份证", "居民身份证", "居民身份证号", "居民身份证号码", "公民身份证号", "公民身份证号码", "公民身份号", "身份号码", "证件号码", "证件号"],
        LooksLike = text => CellText.Narrow(text) is { Length: 18 } id && id[..17].All(char.IsAsciiDigit),
    };
    public static readonly Field<string> Sex = Field.Code("sex", "性别", "Sex", MemberChoices.Sex);
    public static readonly Field<string> Ethnic = Field.Code("ethnic", "民族", "Ethnic group", MemberChoices.Ethnic) with { Synonyms = ["族别", "民族成份", "民族成分"] };
    public static readonly Field<LooseDate> Born = Field.Date("born", "出生日期", "Born") with { Synonyms = ["出生年月", "出生年月日", "出生时间", "生日", "出生", "出生日"] };
    public static readonly Field<LooseDate> Joined = Field.Date("joined", "入党日期", "Joined the Party") with
    {
        Required = true, Synonyms = ["入党时间", "入党年月", "入党年月日", "入党", "加入党组织日期", "加入党组织时间", "加入中共时间", "加入中国共产党时间", "加入中国共产党日期", "何时入党", "参加党组织时间", "接收为预备党员日期", "成为预备党员时间"],
    };
    public static readonly Field<LooseDate> Full = Field.Date("full", "转正日期", "Full member since") with { Synonyms = ["转正时间", "转正年月", "转正", "转为正式党员日期", "转为正式党员时间", "成为正式党员时间", "成为正式党员日期"] };
    public static readonly Field<string> Branch = Field.Text("branch", "所在党支部", "Branch") with
    {
        MaxLength = 120, Synonyms = ["所在支部", "所属党支部", "所属支部", "党支部", "支部", "所属党组织", "所在党组织", "党组织", "党组织名称", "党支部名称", "所在党支部名称", "支部名称", "支部全称", "组织关系所在党支部", "组织关系所在支部", "所在党组织名称", "所属党组织名称", "组织名称"],
    };
    public static readonly Field<string> BranchCode = Field.Text("branch-code", "党组织代码", "Branch code") with { MaxLength = 40, Synonyms = ["党支部代码", "组织代码", "党组织编码", "支部代码"] };
    public static readonly Field<string> Kind = Field.Code("kind", "人员类别", "Category", MemberChoices.Kind) with { Synonyms = ["党员类别", "党员类型", "类别", "正式/预备", "正式或预备", "党员身份"] };
    public static readonly Field<string> Education = Field.Code("education", "学历", "Education", MemberChoices.Education) with { Synonyms = ["文化程度", "全日制学历", "最高学历", "学历层次", "全日制教育学历", "文化", "学历情况"] };
    public static readonly Field<string> EducationInService = Field.Code("education-in-service", "在职学历", "Education in service", MemberChoices.Education) with { Synonyms = ["在职教育学历", "在职教育"] };
    public static readonly Field<string> Degree = Field.Code("degree", "学位", "Degree", MemberChoices.Degree) with { Synonyms = ["学位情况", "最高学位"] };
    public static readonly Field<string> NativePlace = Field.Text("native-place", "籍贯", "Native place") with { MaxLength = 60 };
    public static readonly Field<string> Unit = Field.Text("unit", "工作单位", "Unit") with { MaxLength = 120, Synonyms = ["单位", "所在单位", "工作单位名称"] };
    public static readonly Field<string> UnitPost = Field.Text("unit-post", "职务", "Post in the unit") with { MaxLength = 80, Synonyms = ["单位职务", "现任职务", "行政职务", "工作职务"] };
    public static readonly Field<string> JobType = Field.Text("job", "工作岗位", "Kind of work") with { MaxLength = 60, Synonyms = ["岗位", "从事工作", "岗位类别", "职业", "现从事职业"] };
    public static readonly Field<string> Phone = Field.Digits("phone", "联系电话", "Telephone") with { MaxLength = 30, Synonyms = ["手机", "手机号", "手机号码", "电话", "电话号码", "移动电话", "联系方式", "本人电话", "联系手机", "固定电话"] };
    public static readonly Field<string> Address = Field.Text("address", "住址", "Address") with { MaxLength = 200, Synonyms = ["家庭住址", "家庭地址", "现居住地", "居住地", "居住地址", "现住址", "地址", "家庭详细住址", "住所"] };
    public static readonly Field<string> Introducers = Field.Text("introducers", "入党介绍人", "Introducers") with { MaxLength = 60, Synonyms = ["介绍人", "入党介绍人姓名"] };
    public static readonly Field<string> ApplicationNo = Field.Text("application-no", "入党志愿书编号", "Application form number") with { MaxLength = 40, Synonyms = ["志愿书编号", "志愿书号", "入党志愿书号"] };
    public static readonly Field<string> Group = Field.Text("group", "党小组", "Group") with { MaxLength = 60, Synonyms = ["所在党小组", "所属党小组", "小组"] };
    public static readonly Field<string> CameFrom = Field.Text("came-from", "从何处转入", "Came from") with { MaxLength = 120, Synonyms = ["转入来源", "原所在党支部", "原党支部", "转入前党组织"] };
    public static readonly Field<LooseDate> MovedIn = Field.Date("moved-in", "转入日期", "In this branch since", DatePrecision.Month) with { Synonyms = ["转入时间", "转入本支部日期", "进入本支部日期", "进入党支部日期", "进入支部日期", "进入当前支部日期"] };
    public static readonly Field<string> LetterNo = Field.Text("letter-no", "介绍信编号", "Letter number") with { MaxLength = 40, Synonyms = ["组织关系介绍信编号", "转入介绍信编号"] };
    public static readonly Field<string> Dossier = Field.Text("dossier", "党员档案所在地", "Dossier kept at") with { MaxLength = 120, Synonyms = ["档案所在单位", "档案所在地", "档案管理单位", "党员档案所在单位"] };
    public static readonly Field<bool> Mobile = Field.YesNo("mobile", "是否流动党员", "Mobile member") with { Synonyms = ["流动党员", "是否流动", "是否为流动党员"] };
    public static readonly Field<string> MobilePlace = Field.Text("mobile-place", "外出地点", "Gone to") with { MaxLength = 120, Synonyms = ["流出地", "外出流向", "流向", "流动地点", "外出务工地点"] };
    public static readonly Field<LooseDate> MobileSince = Field.Date("mobile-since", "外出日期", "Away since", DatePrecision.Month) with { Synonyms = ["外出时间", "流出日期", "流出时间"] };
    public static readonly Field<string> MobileContact = Field.Digits("mobile-contact", "外出联系方式", "Contact away") with { MaxLength = 30, Synonyms = ["外出联系电话", "流动联系电话"] };
    public static readonly Field<bool> Abroad = Field.YesNo("abroad", "是否出国（境）", "Abroad") with { Synonyms = ["是否出国", "出国（境）", "是否出国出境"] };
    public static readonly Field<bool> Infirm = Field.YesNo("infirm", "是否年老体弱", "Old or infirm") with { Synonyms = ["年老体弱", "年老体弱党员"] };

    public static readonly IReadOnlyList<FieldSpec> All =
    [
        Name, Sex, Ethnic, Born, Id, NativePlace, Education, EducationInService, Degree, Unit, UnitPost, JobType, Phone, Address, Joined, Full, Kind, Branch, BranchCode, Group, Introducers,
        ApplicationNo, CameFrom, MovedIn, LetterNo, Dossier, Mobile, MobilePlace, MobileSince, MobileContact, Abroad, Infirm,
    ];

    /// <summary>Columns whose cells are never shown or kept in clear.</summary>
    public static readonly IReadOnlySet<string> Sensitive = new HashSet<string> { Id.Key, Phone.Key, Address.Key, MobileContact.Key };
}
