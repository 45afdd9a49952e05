using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;

namespace Hangji.Modules.Members;

/// <summary>查看保密字段: opens one masked field of one person, once, for a stated reason. The fact of it stays, with who and why; the value does not.</summary>
internal sealed class RevealField(AppDb db, PersonSecrets secrets, Audit audit)
{
    /// <summary>What can be opened, with the word for it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string> { ["id"] = "公民身份号码", ["phone"] = "联系电话", ["address"] = "住址" };

    /// <summary>The value, after a run that was not refused; null where the register has none.</summary>
    public string? Value { get; private set; }

    public async Task<Refusal?> Run(long personId, string field, string reason, CancellationToken stop)
    {
        var person = await db.TakePerson(personId, stop);
        if (Check(field, reason) is { } refusal) return refusal;
        db.Facts.Add(Fact.Of("member.field-opened", person.OrgId, person.Id, reason: reason.Trim(), data: $$"""{"field":"{{field}}"}"""));
        // Recorded before it is shown: an opening that could not be recorded does not happen.
        await db.SaveChangesAsync(stop);
        await audit.Record(AuditKinds.FieldOpened, $"{field} · {person.Id}", reason.Trim());
        Value = field switch { "id" => secrets.Id(person), "phone" => secrets.Phone(person), _ => secrets.Address(person) };
        return null;
    }

    public static Refusal? Check(string field, string reason) =>
        !Fields.ContainsKey(field) ? new("没有这个保密字段", nameof(field)) :
        reason.Trim().Length < 4 ? new("请写明查看的原因，至少四个字；原因会记入审计", nameof(reason), "个人信息保护法 第六条") :
        reason.Length > 200 ? new("原因请在 200 字以内", nameof(reason)) : null;
}
